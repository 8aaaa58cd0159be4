"""Non-interference: two worlds that differ only in who the anonymous is answer alike (T3-T9).

The method is that of Goguen and Meseguer (Security Policies and Security Models, 1982), tried on
the web as metamorphic testing: the same script is played twice in one process with everything that
could differ by chance held fixed, and whatever anybody else can see is compared byte for byte.
"""
