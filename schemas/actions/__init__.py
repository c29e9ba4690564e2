"""Every write, one noun a file: permission, lock, apply, save, log, announce on commit.

Whoever may not do it gets Django's PermissionDenied; whatever cannot be done raises a
TablewrightError, whose text is fit for a user.
"""
