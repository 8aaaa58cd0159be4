"""Why a file was not taken, in the words its sender reads."""

from django.utils.translation import gettext_lazy as _

from forum.errors import DomainError


class UploadRefused(DomainError):
    """The file cannot be taken; nothing of it was kept."""

    code = "upload_refused"
    message = _("This file cannot be taken.")


class UnsupportedType(UploadRefused):
    """The content is neither PNG, JPEG, WEBP, HEIC nor PDF, whatever the name says (415)."""

    code = "unsupported_type"
    message = _("Only pictures (PNG, JPEG, WEBP, HEIC) and PDF files can be attached.")


class TooLarge(UploadRefused):
    """More bytes than forum.uploads takes of this type (413)."""

    code = "too_large"
    message = _("The file is too large. A picture may be 10 MB and a PDF 20 MB.")


class TooManyPixels(UploadRefused):
    """A picture above 25 megapixels, as its header says."""

    code = "too_many_pixels"
    message = _("The picture has more than 25 megapixels. Make it smaller and try again.")


class UnreadableFile(UploadRefused):
    """The file is cut off or broken."""

    code = "unreadable_file"
    message = _("The file is damaged or incomplete. Save it anew and try again.")


class EncryptedFile(UploadRefused):
    """A PDF that nobody opens without a password; one that only may not be printed is taken."""

    code = "encrypted_file"
    message = _("The PDF needs a password. Save it without one and try again.")


class TooComplex(UploadRefused):
    """Opening the file took more memory, time or pages than one file is given."""

    code = "too_complex"
    message = _("The file is too complex. A PDF may have 200 pages; try a simpler version.")


REFUSALS: dict[str, type[UploadRefused]] = {
    refusal.code: refusal
    for refusal in (
        UnsupportedType,
        TooLarge,
        TooManyPixels,
        UnreadableFile,
        EncryptedFile,
        TooComplex,
    )
}
