"""What each persona is answered: written from design.md §2, §3 and §5, knowing nothing of the code.

Read it from the bottom: an operation names its rule (and whether nobody may call it too); what the
rule is about must exist for the persona, else 404; then the rule says what the persona is answered
in each state. Who holds a token that no longer counts is answered 401 by everything.
"""

STATES = {
    "D": "draft", "R": "in_review", "S": "scheduled",
    "P": "published", "H": "hidden", "W": "withdrawn",
}  # fmt: skip
SHUT_OUT = {"deactivated", "unseated"}
# Those who take part: by a company of theirs or by an appointment that reads (T2).
PARTICIPANTS = {
    "teller", "colleague", "steward", "stranger", "neighbour", "outsider", "departed",
    "coach", "moderator", "elsewhere", "insider", "rival",
}  # fmt: skip

# Who are all the same to what is told: of what is not published one of them is asked, in turn.
BYSTANDERS = ("newcomer", "former", "funder", "staff", "superuser")

# For whom a thing exists, in which states. A story or its thread by audience; `question` is a
# thread of its own in the circle; `u-` is told without a name (T5): its teller signed in is a
# colleague like any other, and `bearer` holds its receipt. Who checks it belongs to no company of
# its readers (T4). Neither `staff` nor `superuser` is more than anybody.
EXISTS = """
                company  circle  members  public  question  u-circle  u-public
nobody          ------   ------  ------   ---P--  ------    ------    ---P--
newcomer        ------   ------  ------   ---P--  ------    ------    ---P--
teller          DRSPH-   DRSPH-  DRSPH-   DRSPH-  ---PH-    ---P--    ---P--
colleague       ---P--   ---P--  ---P--   ---P--  ---P--    ---P--    ---P--
steward         -RSPH-   -RSPH-  -RSPH-   -RSPH-  ---P--    ---P--    ---P--
stranger        ------   ---P--  ---P--   ---P--  ---P--    ---P--    ---P--
neighbour       ------   ---P--  ---P--   ---P--  ---P--    ---P--    ---P--
outsider        ------   ------  ---P--   ---P--  ------    ------    ---P--
departed        ------   ------  ---P--   ---P--  ------    ------    ---P--
former          ------   ------  ------   ---P--  ------    ------    ---P--
coach           ------   ---P--  ---P--   ---P--  ---P--    ---P--    ---P--
moderator       ------   ---PH-  ---PH-   ---PH-  ---PH-    -R-PH-    -R-PH-
insider         ---P--   ---PH-  ---PH-   ---PH-  ---PH-    ---PH-    ---PH-
rival           ------   ---PH-  ---PH-   ---PH-  ---PH-    ---PH-    ---PH-
elsewhere       ------   ------  ---PH-   ---PH-  ------    ------    -R-PH-
funder          ------   ------  ------   ---P--  ------    ------    ---P--
staff           ------   ------  ------   ---P--  ------    ------    ---P--
superuser       ------   ------  ------   ---P--  ------    ------    ---P--
bearer          ------   ------  ------   ---P--  ------    DRSPH-    DRSPH-
"""
KNOWN = {
    "circle": "teller colleague steward stranger neighbour coach moderator insider rival",
    "company": "teller colleague steward stranger neighbour coach moderator insider rival",
    "membership": "teller colleague steward insider",
    "invitation": "steward",
    "letter": "newcomer",
    "report": "stranger",
    "proposal": "teller steward",
    "decision": "teller",
    "waiting": "moderator bearer",
    "postponed": "bearer",
}

# One number counts for every state; a dash cannot occur. `author` and `checker` are teller and
# steward of what is told in a name, bearer and moderator of what is not.
RULES = """
rule                who                  D    R    S    P    H
anybody.may         anyone               200
site.read           anyone               200
site.proved         anyone               401
site.accept         anyone               204
receipt.open        anyone               200
report.read         anyone               200
decision.read       anyone               200
decision.appeal     anyone               201
tell_moderators     reads_in_circle      201
tell_moderators     anyone               400
company.read        anyone               200
company.promise     steward              204
company.promise     anyone               403
company.invite      steward              201
company.invite      anyone               403
circle.read         anyone               200
membership.role     steward              200
membership.role     anyone               403
membership.end      steward,colleague    204
membership.end      anyone               403
invitation.revoke   anyone               204
letter.accept       anyone               201
begin               member               201
begin               anyone               403
ask                 reads_in_circle      201
ask                 anyone               400
story.read          anyone               200
story.edit          author@company       200  409  409  200  200
story.edit          author@unnamed       200  409  409  200  200
story.edit          author               200  409  409  202  202
story.edit          anyone               403
story.discard       author               204  409  409  409  409
story.discard       anyone               403
story.submit        author               200  409  409  409  409
story.submit        anyone               403
story.recall        author@unnamed       409  202  200  409  409
story.recall        author               409  200  200  409  409
story.recall        anyone               403
story.approve       checker             -    200  409  409  409
story.approve       anyone               403
story.withdraw      author@unnamed       409  409  409  202  202
story.withdraw      author               409  409  409  204  204
story.withdraw      steward@named        409  409  409  204  204
story.withdraw      anyone               403
story.preview       author               200
story.preview       anyone               403
story.lint          author,checker@unnamed  200
story.lint          anyone               403
story.vouch         author               204  409  409  204  204
story.vouch         anyone               403
story.add           author@company       201  409  409  201  201
story.add           author@unnamed       201  409  409  201  201
story.add           author               201  409  409  202  202
story.add           anyone               403
story.history       author               200  409  409  409  409
story.history       anyone               403
story.strike        author               204  409  409  409  409
story.strike        anyone               403
story.detach        author               204  409  409  204  204
story.detach        anyone               403
story.react         participant          409  409  409  204  409
story.react         anyone               403
story.unreact       anyone               204
proposal.read       anyone               200
proposal.answer     steward              200
proposal.answer     anyone               403
proposal.take_back  teller               204
proposal.take_back  anyone               403
thread.read         anyone               200
thread.comment      bearer@unnamed       -    -    -    202  404
thread.comment      bearer               404
thread.comment      participant          201
thread.comment      anyone               403
thread.lint         bearer@unnamed       -    -    -    200  404
thread.lint         bearer               404
thread.lint         participant          200
thread.lint         anyone               403
thread.edit         author@question      200
thread.edit         anyone               403
thread.lock         author@unnamed       202
thread.lock         author               204
thread.lock         insider@company      403
thread.lock         moderates            204
thread.lock         anyone               403
waiting.read        anyone               200
waiting.answer      moderator            204
waiting.take_back   bearer               204
waiting.take_back   anyone               403
postponed.call_off  anyone               204
comment.read        anyone               200
comment.edit        teller               200
comment.edit        anyone               403
comment.remove      teller               204
comment.remove      anyone               403
comment.react       participant          204
comment.react       anyone               403
comment.unreact     anyone               204
"""
CLASSES = {
    "participant": PARTICIPANTS,
    "member": PARTICIPANTS - {"coach", "moderator", "elsewhere"},
    "reads_in_circle": set(KNOWN["circle"].split()),
    "moderates": {"moderator", "insider", "rival", "elsewhere"},
}

# `open`: nobody may call it too; `signed`: nobody is answered 401 and the bearer of a receipt 403,
# whatever it is about; `voice`: the bearer may.
OPERATIONS = """
GET     circles/                                    signed  site.read
GET     circles/{slug}/                             signed  circle.read
GET     circles/{slug}/companies/                   signed  circle.read
GET     comments/{id}/                              open    comment.read
PATCH   comments/{id}/                              voice   comment.edit
DELETE  comments/{id}/                              voice   comment.remove
PUT     comments/{id}/reactions/{kind}/             signed  comment.react
DELETE  comments/{id}/reactions/{kind}/             signed  comment.unreact
GET     companies/                                  signed  site.read
GET     companies/{slug}/                           signed  company.read
GET     companies/{slug}/invitations/               signed  company.read
POST    companies/{slug}/invitations/               signed  company.invite
DELETE  companies/{slug}/invitations/{id}/          signed  invitation.revoke
GET     companies/{slug}/members/                   signed  company.read
GET     companies/{slug}/promise/                   signed  company.read
PUT     companies/{slug}/promise/                   signed  company.promise
PATCH   companies/{slug}/members/{id}/              signed  membership.role
DELETE  companies/{slug}/members/{id}/              signed  membership.end
GET     decisions/                                  voice   site.read
GET     decisions/{id}/                             voice   decision.read
POST    decisions/{id}/appeal/                      voice   decision.appeal
GET     failure-types/                              open    anybody.may
GET     guidelines/                                 open    anybody.may
PUT     guidelines/acceptance/                      signed  site.accept
POST    invitations/accept/                         signed  letter.accept
GET     me/                                         signed  site.read
PATCH   me/                                         signed  site.read
POST    me/erasure/                                 signed  site.proved
GET     me/export/                                  signed  site.proved
GET     metrics/                                    open    anybody.may
GET     moderation/statistics/                      open    anybody.may
GET     notifications/                              signed  site.read
POST    notifications/read/                         signed  site.accept
GET     outcomes/                                   open    anybody.may
GET     proposals/                                  voice   site.read
GET     proposals/{id}/                             voice   proposal.read
DELETE  proposals/{id}/                             voice   proposal.take_back
POST    proposals/{id}/approval/                    signed  proposal.answer
DELETE  proposals/{id}/approval/                    signed  proposal.answer
GET     proposals/{id}/file/                        voice   proposal.read
GET     reaction-kinds/                             open    anybody.may
DELETE  postponed/{id}/                             voice   postponed.call_off
POST    receipts/                                   open    receipt.open
GET     reports/                                    signed  site.read
POST    reports/                                    signed  tell_moderators
GET     reports/{id}/                               signed  report.read
GET     stories/                                    open    anybody.may
POST    stories/                                    signed  begin
GET     stories/{id}/                               open    story.read
PATCH   stories/{id}/                               voice   story.edit
DELETE  stories/{id}/                               voice   story.discard
POST    stories/{id}/approval/                      signed  story.approve
DELETE  stories/{id}/approval/                      signed  story.approve
GET     stories/{id}/attachments/                   open    story.read
POST    stories/{id}/attachments/                   voice   story.add
DELETE  stories/{id}/attachments/{part}/            voice   story.detach
GET     stories/{id}/attachments/{part}/file/       open    story.read
GET     stories/{id}/audience/                      voice   story.preview
GET     stories/{id}/cycles/                        open    story.read
POST    stories/{id}/cycles/                        voice   story.add
PATCH   stories/{id}/cycles/{part}/                 voice   story.history
DELETE  stories/{id}/cycles/{part}/                 voice   story.strike
GET     stories/{id}/follow-ups/                    open    story.read
POST    stories/{id}/follow-ups/                    voice   story.add
DELETE  stories/{id}/follow-ups/{part}/             voice   story.strike
GET     stories/{id}/identifiers/                   voice   story.lint
GET     stories/{id}/measurements/                  open    story.read
POST    stories/{id}/measurements/                  voice   story.add
PATCH   stories/{id}/measurements/{part}/           voice   story.history
DELETE  stories/{id}/measurements/{part}/           voice   story.strike
GET     stories/{id}/proposals/                     voice   story.read
PUT     stories/{id}/reactions/{kind}/              signed  story.react
DELETE  stories/{id}/reactions/{kind}/              signed  story.unreact
GET     stories/{id}/revisions/                     voice   story.read
POST    stories/{id}/submission/                    voice   story.submit
DELETE  stories/{id}/submission/                    voice   story.recall
PUT     stories/{id}/vouched/                       voice   story.vouch
POST    stories/{id}/withdrawal/                    voice   story.withdraw
GET     threads/                                    open    anybody.may
POST    threads/                                    signed  ask
GET     threads/{id}/                               open    thread.read
PATCH   threads/{id}/                               signed  thread.edit
GET     threads/{id}/comments/                      open    thread.read
POST    threads/{id}/comments/                      voice   thread.comment
POST    threads/{id}/identifiers/                   voice   thread.lint
PUT     threads/{id}/lock/                          voice   thread.lock
DELETE  threads/{id}/lock/                          voice   thread.lock
GET     topics/                                     open    anybody.may
GET     waiting/                                    voice   site.read
GET     waiting/{id}/                               voice   waiting.read
DELETE  waiting/{id}/                               voice   waiting.take_back
POST    waiting/{id}/approval/                      signed  waiting.answer
DELETE  waiting/{id}/approval/                      signed  waiting.answer
"""
