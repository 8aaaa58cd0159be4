"""What a cleaned file no longer holds of the one sent, in the words its sender reads."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOSSES: Final[dict[str, Promise]] = {
    "movement": _("Of the animation the first frame is kept."),
    "heic": _("The picture was made into a JPEG, which every browser can show."),
    "pages": _("Each page is a picture now: links, layers and drawings that scale are gone."),
    "remarks": _("Remarks that open on a click are gone; what stood on the page is there."),
    "enclosed": _("The files inside the PDF are gone. Attach them by themselves."),
    "search": _(
        "Its text can no longer be searched, copied or read aloud, so that nothing hidden can name"
        " you. Tell what matters in the caption or the story."
    ),
    "name": _("The file has another name now, so that its own tells nothing of you."),
}
