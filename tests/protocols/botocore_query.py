"""Writes and reads AWS Query as botocore does, one JSON line in, one out: the form that SQS clients spoke until 2023."""

import base64
import json
import sys

import botocore.parsers
import botocore.serialize
import botocore.session

service = botocore.session.get_session().get_service_model("sqs")
if service.metadata["protocol"] != "query":
    sys.exit(3)


def to_python(value):
    if isinstance(value, dict):
        if set(value) == {"$bytes"}:
            return base64.b64decode(value["$bytes"])
        return {key: to_python(inner) for key, inner in value.items()}
    return [to_python(inner) for inner in value] if isinstance(value, list) else value


def to_json(value):
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {key: to_json(inner) for key, inner in value.items()}
    return [to_json(inner) for inner in value] if isinstance(value, list) else value


def operations():
    def members(shape):
        return list(shape.members) if shape else []

    models = map(service.operation_model, service.operation_names)
    return {m.name: {"input": members(m.input_shape), "output": members(m.output_shape)} for m in models}


def serialize(command):
    model = service.operation_model(command["operation"])
    request = botocore.serialize.create_serializer("query").serialize_to_request(to_python(command["input"]), model)
    return request["body"]


def parse(command):
    model = service.operation_model(command["operation"])
    response = {
        "status_code": command["status"],
        "headers": command["headers"],
        "body": base64.b64decode(command["body"]),
    }
    return to_json(botocore.parsers.create_parser("query").parse(response, model.output_shape))


ACTIONS = {"operations": lambda _: operations(), "serialize": serialize, "parse": parse}
for line in sys.stdin:
    command = json.loads(line)
    print(json.dumps(ACTIONS[command["action"]](command)), flush=True)
