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

# For whom a thing exists, in which states. A story or its thread by audience; `question` is a
# thread of its own in the circle. Neither `staff` nor `superuser` is more than anybody.
EXISTS = """
                company  circle  members  public  question
nobody          ------   ------  ------   ---P--  ------
newcomer        ------   ------  ------   ---P--  ------
teller          DRSPH-   DRSPH-  DRSPH-   DRSPH-  ---P--
colleague       ---P--   ---P--  ---P--   ---P--  ---P--
steward         -RSPH-   -RSPH-  -RSPH-   -RSPH-  ---P--
stranger        ------   ---P--  ---P--   ---P--  ---P--
neighbour       ------   ---P--  ---P--   ---P--  ---P--
outsider        ------   ------  ---P--   ---P--  ------
departed        ------   ------  ---P--   ---P--  ------
former          ------   ------  ------   ---P--  ------
coach           ------   ---P--  ---P--   ---P--  ---P--
moderator       ------   ---PH-  ---PH-   ---PH-  ---PH-
insider         ---P--   ---PH-  ---PH-   ---PH-  ---PH-
rival           ------   ---PH-  ---PH-   ---PH-  ---PH-
elsewhere       ------   ------  ---PH-   ---PH-  ------
funder          ------   ------  ------   ---P--  ------
staff           ------   ------  ------   ---P--  ------
superuser       ------   ------  ------   ---P--  ------
"""
KNOWN = {
    "circle": "teller colleague steward stranger neighbour coach moderator insider rival",
    "company": "teller colleague steward stranger neighbour coach moderator insider rival",
    "membership": "teller colleague steward insider",
    "invitation": "steward",
    "letter": "newcomer",
}

# One number counts for every state; a dash cannot occur.
RULES = """
rule                who                  D    R    S    P    H
anybody.may         anyone               200
site.read           anyone               200
company.read        anyone               200
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
story.edit          teller               200  409  409  200  200
story.edit          anyone               403
story.discard       teller               204  409  409  409  409
story.discard       anyone               403
story.submit        teller               200  409  409  409  409
story.submit        anyone               403
story.recall        teller               409  200  200  409  409
story.recall        anyone               403
story.approve       steward              -    200  409  409  409
story.approve       anyone               403
story.withdraw      teller,steward       409  409  409  204  204
story.withdraw      anyone               403
story.add           teller               201  409  409  201  201
story.add           anyone               403
story.history       teller               200  409  409  409  409
story.history       anyone               403
story.strike        teller               204  409  409  409  409
story.strike        anyone               403
story.detach        teller               204  409  409  204  204
story.detach        anyone               403
story.react         participant          204
story.react         anyone               403
story.unreact       anyone               204
thread.read         anyone               200
thread.comment      participant          201
thread.comment      anyone               403
thread.edit         teller               200
thread.edit         anyone               403
thread.lock         teller               204
thread.lock         insider@company      403
thread.lock         moderates            204
thread.lock         anyone               403
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

# `open`: nobody may call it too; `signed`: nobody is answered 401 whatever it is about.
OPERATIONS = """
GET     circles/                                    signed  site.read
GET     circles/{slug}/                             signed  circle.read
GET     circles/{slug}/companies/                   signed  circle.read
GET     comments/{id}/                              open    comment.read
PATCH   comments/{id}/                              signed  comment.edit
DELETE  comments/{id}/                              signed  comment.remove
PUT     comments/{id}/reactions/{kind}/             signed  comment.react
DELETE  comments/{id}/reactions/{kind}/             signed  comment.unreact
GET     companies/                                  signed  site.read
GET     companies/{slug}/                           signed  company.read
GET     companies/{slug}/invitations/               signed  company.read
POST    companies/{slug}/invitations/               signed  company.invite
DELETE  companies/{slug}/invitations/{id}/          signed  invitation.revoke
GET     companies/{slug}/members/                   signed  company.read
PATCH   companies/{slug}/members/{id}/              signed  membership.role
DELETE  companies/{slug}/members/{id}/              signed  membership.end
GET     failure-types/                              open    anybody.may
POST    invitations/accept/                         signed  letter.accept
GET     me/                                         signed  site.read
PATCH   me/                                         signed  site.read
GET     metrics/                                    open    anybody.may
GET     outcomes/                                   open    anybody.may
GET     reaction-kinds/                             open    anybody.may
GET     stories/                                    open    anybody.may
POST    stories/                                    signed  begin
GET     stories/{id}/                               open    story.read
PATCH   stories/{id}/                               signed  story.edit
DELETE  stories/{id}/                               signed  story.discard
POST    stories/{id}/approval/                      signed  story.approve
DELETE  stories/{id}/approval/                      signed  story.approve
GET     stories/{id}/attachments/                   open    story.read
POST    stories/{id}/attachments/                   signed  story.add
DELETE  stories/{id}/attachments/{part}/            signed  story.detach
GET     stories/{id}/attachments/{part}/file/       open    story.read
GET     stories/{id}/cycles/                        open    story.read
POST    stories/{id}/cycles/                        signed  story.add
PATCH   stories/{id}/cycles/{part}/                 signed  story.history
DELETE  stories/{id}/cycles/{part}/                 signed  story.strike
GET     stories/{id}/follow-ups/                    open    story.read
POST    stories/{id}/follow-ups/                    signed  story.add
DELETE  stories/{id}/follow-ups/{part}/             signed  story.strike
GET     stories/{id}/measurements/                  open    story.read
POST    stories/{id}/measurements/                  signed  story.add
PATCH   stories/{id}/measurements/{part}/           signed  story.history
DELETE  stories/{id}/measurements/{part}/           signed  story.strike
PUT     stories/{id}/reactions/{kind}/              signed  story.react
DELETE  stories/{id}/reactions/{kind}/              signed  story.unreact
GET     stories/{id}/revisions/                     signed  story.read
POST    stories/{id}/submission/                    signed  story.submit
DELETE  stories/{id}/submission/                    signed  story.recall
POST    stories/{id}/withdrawal/                    signed  story.withdraw
GET     threads/                                    open    anybody.may
POST    threads/                                    signed  ask
GET     threads/{id}/                               open    thread.read
PATCH   threads/{id}/                               signed  thread.edit
GET     threads/{id}/comments/                      open    thread.read
POST    threads/{id}/comments/                      signed  thread.comment
PUT     threads/{id}/lock/                          signed  thread.lock
DELETE  threads/{id}/lock/                          signed  thread.lock
GET     topics/                                     open    anybody.may
"""
