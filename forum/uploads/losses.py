"""What a cleaned file no longer holds of the one sent, in the words its sender reads."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOSSES: Final[dict[str, Promise]] = {
    "movement": _("Of the animation the first frame is kept."),
    "heic": _("The picture was made into a JPEG, which every browser can show."),
}
