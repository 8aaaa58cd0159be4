"""Files people attach, made harmless before anything else sees them."""

from forum.sandbox.kinds import EXTENSIONS
from forum.uploads.cleaning import MAX_BYTES, MAX_IMAGE, MAX_PDF, CleanFile, clean_upload
from forum.uploads.errors import UploadRefused
from forum.uploads.losses import LOSSES
from forum.uploads.names import neutral_filename, safe_filename

__all__ = [
    "EXTENSIONS",
    "LOSSES",
    "MAX_BYTES",
    "MAX_IMAGE",
    "MAX_PDF",
    "CleanFile",
    "UploadRefused",
    "clean_upload",
    "neutral_filename",
    "safe_filename",
]
