"""Points boto3 and botocore before 1.28/1.31, which do not read AWS_ENDPOINT_URL, at Cirro, whoever imports them."""

import importlib.abc
import importlib.machinery
import os
import sys

FIRST_WITH_ENDPOINT_VARIABLE = (1, 31)


def install():
    if "botocore.session" in sys.modules:
        patch(sys.modules["botocore.session"])
    elif not any(isinstance(finder, Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, Finder())


class Finder(importlib.abc.MetaPathFinder):
    """Lets the others find `botocore.session`, and patches it once it is loaded."""

    def find_spec(self, name, path, target=None):
        if name != "botocore.session":
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec and spec.loader:
            sys.meta_path.remove(self)
            load = spec.loader.exec_module

            def exec_module(module):
                load(module)
                patch(module)

            spec.loader.exec_module = exec_module
        return spec


def patch(module):
    import botocore

    version = tuple(int(part) for part in botocore.__version__.split(".")[:2])
    if version >= FIRST_WITH_ENDPOINT_VARIABLE:
        return
    create_client = module.Session.create_client

    def create_client_here(self, service_name, region_name=None, api_version=None, use_ssl=True, verify=None,
                           endpoint_url=None, *rest, **named):
        if endpoint_url is None:
            endpoint_url = os.environ.get("AWS_ENDPOINT_URL") or None
        return create_client(self, service_name, region_name, api_version, use_ssl, verify, endpoint_url, *rest, **named)

    module.Session.create_client = create_client_here
