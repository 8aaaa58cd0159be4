"""`manage.py clean_files`: make every stored file anew, when its cleaner has learnt more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forum.models import Attachment
from forum.uploads import UploadRefused, clean_upload


class Command(BaseCommand):
    """Goes through the attachments one by one; it can be stopped and run again."""

    help = (
        "Clean every attachment again, as if it were sent today: those of anonymous stories lose "
        "the words and names that earlier versions of Tillit left in them. Exit status: 0 all are "
        "clean, 1 some could not be cleaned; their ids are printed, and they stay as they are."
    )

    def handle(self, **options: Any) -> None:
        """Clean and count; raises CommandError where a file could not be cleaned."""
        left, done = [], 0
        for pk in list(Attachment.objects.order_by("pk").values_list("pk", flat=True)):
            attachment = Attachment.objects.select_related("story").filter(pk=pk).first()
            if attachment is None:  # taken away meanwhile
                continue
            try:
                clean = cleaned(attachment)
            except (UploadRefused, OSError):
                left.append(str(pk))
                continue
            attachment.renew(clean)
            done += 1
        self.stdout.write(f"{done} files cleaned")
        if left:
            raise CommandError(f"Not cleaned: {', '.join(left)}")


def cleaned(attachment: Attachment) -> Any:
    """The stored file as it would be taken in today."""
    unnamed = not attachment.story.is_named
    with attachment.file.open("rb") as file:
        return clean_upload(file.read(), name=attachment.name, unnamed=unnamed)
