"""What opens files from outside, in a child process that can lose nothing but itself.

Decoders of pictures and documents are where forums have been broken into; here they run with
little memory, little time, no environment and no Django (docs/decisions/0004-uploads.md).
"""
