"""The context object and the JSON of one invocation."""

import decimal
import json
import logging
import math
import os
import re
import sys
import time


class CognitoIdentity(object):
    __slots__ = ["cognito_identity_id", "cognito_identity_pool_id"]


class Client(object):
    __slots__ = ["installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name"]


class ClientContext(object):
    __slots__ = ["custom", "env", "client"]


class LambdaContext(object):
    """https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    def __init__(self, request, sink):
        self.aws_request_id = request["requestId"]
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = request["invokedFunctionArn"]
        self.tenant_id = None
        self.client_context = client_context(request.get("clientContext"))
        identity = request.get("cognitoIdentity") or {}
        self.identity = CognitoIdentity()
        self.identity.cognito_identity_id = identity.get("cognitoIdentityId")
        self.identity.cognito_identity_pool_id = identity.get("cognitoIdentityPoolId")
        self._epoch_deadline_time_in_ms = int(time.time() * 1000) + request["timeoutMs"]
        self._sink = sink

    def get_remaining_time_in_millis(self):
        return max(0, self._epoch_deadline_time_in_ms - int(time.time() * 1000))

    def log(self, message):
        self._sink.log(str(message))

    def __repr__(self):
        names = (
            "aws_request_id",
            "log_group_name",
            "log_stream_name",
            "function_name",
            "memory_limit_in_mb",
            "function_version",
            "invoked_function_arn",
            "client_context",
            "identity",
            "tenant_id",
        )
        members = ",".join("{}={}".format(name, getattr(self, name)) for name in names)
        return "LambdaContext([{}])".format(members)


def make_context(request, sink):
    return LambdaContext(request, sink)


def client_context(text):
    if not text:
        return None
    members = json.loads(text)
    context = fill(ClientContext(), members)
    if context.client is not None:
        context.client = fill(Client(), context.client)
    return context


def fill(target, members):
    for name in target.__slots__:
        setattr(target, name, members.get(name))
    return target


# Decimals are written with all their digits, which json cannot do: they pass through it as marked strings.
MARK = "\ue000cirro-decimal:"
MARKED = re.compile('"(?:\ue000|\\\\ue000)cirro-decimal:([^"]*)"')


def encode_decimal(value):
    if not isinstance(value, decimal.Decimal):
        raise TypeError("Object of type {} is not JSON serializable".format(type(value).__name__))
    return math.nan if value.is_nan() else MARK + str(value)


def to_json(value):
    # Since Python 3.12, AWS's runtime leaves characters beyond ASCII as they are.
    version = os.environ.get("AWS_EXECUTION_ENV", "").rpartition(".")[2]
    text = json.dumps(value, default=encode_decimal, ensure_ascii=not (version.isdigit() and int(version) >= 12))
    return MARKED.sub(r"\1", text) if "cirro-decimal:" in text else text
