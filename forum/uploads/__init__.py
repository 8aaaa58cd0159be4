"""Files people attach, made harmless before anything else sees them."""

from forum.uploads.cleaning import MAX_BYTES, MAX_IMAGE, MAX_PDF, CleanFile, clean_upload
from forum.uploads.errors import UploadRefused
from forum.uploads.names import safe_filename

__all__ = [
    "MAX_BYTES",
    "MAX_IMAGE",
    "MAX_PDF",
    "CleanFile",
    "UploadRefused",
    "clean_upload",
    "safe_filename",
]
