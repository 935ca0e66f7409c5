"""Runs in the Python programs that a function starts: they reach Cirro as the function itself does."""

import os

if os.environ.get("AWS_ENDPOINT_URL"):
    import cirro_boto

    cirro_boto.install()
