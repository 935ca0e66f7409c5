"""Real work through boto3 against the cloud at CIRRO; prints one JSON object of what it saw."""

import io
import json
import os
import sys
import zipfile
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
from boto3.dynamodb.types import Binary
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError

settings = dict(
    endpoint_url=os.environ["CIRRO"],
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
    config=Config(retries={"max_attempts": 0}, parameter_validation=False),
)


def error_of(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["Error"]["Message"], error.response["ResponseMetadata"]["HTTPStatusCode"]]
    return None


def queues():
    sqs = boto3.client("sqs", **settings)
    url = sqs.create_queue(QueueName="orders", Attributes={"VisibilityTimeout": "45"}, tags={"team": "shop"})["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="one", MessageAttributes={"n": {"DataType": "Number", "StringValue": "1"}, "b": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}})
    batch = sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": "a", "MessageBody": "two"}, {"Id": "b", "MessageBody": "three", "DelaySeconds": 900}, {"Id": "c", "MessageBody": ""}])
    received = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"], MessageAttributeNames=["All"])["Messages"]
    deleted = sqs.delete_message_batch(QueueUrl=url, Entries=[{"Id": str(n), "ReceiptHandle": m["ReceiptHandle"]} for n, m in enumerate(received)])
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    first = next(m for m in received if m["Body"] == "one")
    return {
        "batch": [sorted(e["Id"] for e in batch["Successful"]), [(e["Id"], e["Code"]) for e in batch["Failed"]]],
        "bodies": sorted(m["Body"] for m in received),
        "attributes": {"n": first["MessageAttributes"]["n"]["StringValue"], "b": list(first["MessageAttributes"]["b"]["BinaryValue"])},
        "receives": first["Attributes"]["ApproximateReceiveCount"],
        "deleted": len(deleted["Successful"]),
        "visibility": attributes["VisibilityTimeout"],
        "delayed": attributes["ApproximateNumberOfMessagesDelayed"],
        "tags": sqs.list_queue_tags(QueueUrl=url)["Tags"],
        "listed": [u.rsplit("/", 1)[1] for u in sqs.list_queues(QueueNamePrefix="ord")["QueueUrls"]],
        "missing": error_of(sqs.get_queue_url, QueueName="missing"),
        "exists": error_of(sqs.create_queue, QueueName="orders", Attributes={"VisibilityTimeout": "46"}),
        "handle": error_of(sqs.delete_message, QueueUrl=url, ReceiptHandle="nonsense"),
    }


def tables():
    dynamodb = boto3.resource("dynamodb", **settings)
    table = dynamodb.create_table(
        TableName="Music",
        KeySchema=[{"AttributeName": "Artist", "KeyType": "HASH"}, {"AttributeName": "Song", "KeyType": "RANGE"}],
        AttributeDefinitions=[{"AttributeName": "Artist", "AttributeType": "S"}, {"AttributeName": "Song", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    table.wait_until_exists()
    with table.batch_writer() as batch:
        for n in range(30):
            batch.put_item(Item={"Artist": "Psy", "Song": f"{n:02}", "Year": 2000 + n, "Price": Decimal("1.10")})
    table.update_item(Key={"Artist": "Psy", "Song": "07"}, UpdateExpression="SET #y = #y + :one", ExpressionAttributeNames={"#y": "Year"}, ExpressionAttributeValues={":one": 1})
    page = table.query(KeyConditionExpression=Key("Artist").eq("Psy") & Key("Song").between("05", "09"), ScanIndexForward=False)
    scan = table.scan(FilterExpression=Attr("Year").eq(2008))
    return {
        "songs": [item["Song"] for item in page["Items"]],
        "year": sorted(item["Song"] for item in scan["Items"]),
        "price": str(page["Items"][0]["Price"]),
        "condition": error_of(table.put_item, Item={"Artist": "Psy", "Song": "07"}, ConditionExpression=Attr("Song").not_exists()),
        "missing": error_of(dynamodb.Table("Nope").get_item, Key={"a": "b"}),
    }


def pages():
    """Paginators of every kind of token, small pages."""
    sqs, dynamodb, iam, logs, lambda_ = (boto3.client(name, **settings) for name in ("sqs", "dynamodb", "iam", "logs", "lambda"))
    trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("index.py", "def handler(event, context):\n    return event\n")
    for n in range(5):
        sqs.create_queue(QueueName=f"q{n}")
        role = iam.create_role(RoleName=f"r{n}", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
        lambda_.create_function(FunctionName=f"f{n}", Runtime="python3.12", Handler="index.handler", Role=role, Code={"ZipFile": package.getvalue()})
        logs.create_log_group(logGroupName=f"g{n}")
        dynamodb.create_table(TableName=f"t{n}00", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}], AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "N"}], BillingMode="PAY_PER_REQUEST")
    dynamodb.get_waiter("table_exists").wait(TableName="t000")
    for n in range(5):
        dynamodb.put_item(TableName="t000", Item={"id": {"N": str(n)}})

    def read(client, operation, query, **arguments):
        paginator = client.get_paginator(operation)
        count = sum(1 for _ in paginator.paginate(PaginationConfig={"PageSize": 2}, **arguments))
        found = paginator.paginate(PaginationConfig={"PageSize": 2}, **arguments).search(query)
        return [count, sorted(str(one).rsplit("/", 1)[-1] for one in found)]

    limited = dynamodb.get_paginator("scan").paginate(TableName="t000", PaginationConfig={"PageSize": 2, "MaxItems": 3}).build_full_result()
    rest = dynamodb.get_paginator("scan").paginate(TableName="t000", PaginationConfig={"StartingToken": limited["NextToken"]}).build_full_result()
    return {
        "list_queues": read(sqs, "list_queues", "QueueUrls[]"),
        "list_tables": read(dynamodb, "list_tables", "TableNames[]"),
        "scan": read(dynamodb, "scan", "Items[].id.N", TableName="t000"),
        "list_roles": read(iam, "list_roles", "Roles[].RoleName"),
        "list_functions": read(lambda_, "list_functions", "Functions[].FunctionName"),
        "describe_log_groups": read(logs, "describe_log_groups", "logGroups[].logGroupName"),
        "resumed": [len(limited["Items"]), len(rest["Items"]), "NextToken" in rest],
    }


def waiters():
    """What each waiter of boto3 waits for comes about, and what it must give up at, too."""
    quick = {"Delay": 1, "MaxAttempts": 20}
    dynamodb, iam, lambda_ = (boto3.client(name, **settings) for name in ("dynamodb", "iam", "lambda"))
    key = dict(KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}], AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "N"}])
    dynamodb.create_table(TableName="awaited", BillingMode="PAY_PER_REQUEST", **key)
    dynamodb.get_waiter("table_exists").wait(TableName="awaited", WaiterConfig=quick)
    dynamodb.delete_table(TableName="awaited")
    dynamodb.get_waiter("table_not_exists").wait(TableName="awaited", WaiterConfig=quick)
    trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
    role = iam.create_role(RoleName="awaited", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    iam.get_waiter("role_exists").wait(RoleName="awaited", WaiterConfig=quick)
    iam.create_user(UserName="awaited")
    iam.get_waiter("user_exists").wait(UserName="awaited", WaiterConfig=quick)
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("index.py", "def handler(event, context):\n    return event\n")
    lambda_.create_function(FunctionName="awaited", Runtime="python3.12", Handler="index.handler", Role=role, Code={"ZipFile": package.getvalue()})
    for name in ("function_exists", "function_active", "function_active_v2", "function_updated", "function_updated_v2"):
        lambda_.get_waiter(name).wait(FunctionName="awaited", WaiterConfig=quick)
    try:
        dynamodb.get_waiter("table_exists").wait(TableName="never", WaiterConfig={"Delay": 0, "MaxAttempts": 2})
    except WaiterError as error:
        return {"gave up": str(error)}


def resources():
    """The object-like API of boto3, over queues, tables and identities."""
    sqs, dynamodb, iam = (boto3.resource(name, **settings) for name in ("sqs", "dynamodb", "iam"))
    queue = sqs.create_queue(QueueName="orders")
    queue.set_attributes(Attributes={"VisibilityTimeout": "45"})
    queue.send_messages(Entries=[{"Id": str(n), "MessageBody": f"order {n}"} for n in range(3)])
    received = queue.receive_messages(MaxNumberOfMessages=10, WaitTimeSeconds=1)
    received[0].change_visibility(VisibilityTimeout=0)
    for message in received[1:]:
        message.delete()
    queue.reload()
    table = dynamodb.create_table(
        TableName="Stock",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    table.wait_until_exists()
    table.put_item(Item={"id": "a", "sizes": {"S", "M"}, "raw": Binary(b"\x00"), "deep": {"list": [1, None, True]}})
    item = table.get_item(Key={"id": "a"})["Item"]
    read = dynamodb.batch_get_item(RequestItems={"Stock": {"Keys": [{"id": "a"}, {"id": "b"}]}})
    user = iam.create_user(UserName="ada")
    policy = iam.create_policy(PolicyName="all", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}))
    user.attach_policy(PolicyArn=policy.arn)
    pair = user.create_access_key_pair()
    known = boto3.client("sts", **{**settings, "aws_access_key_id": pair.id, "aws_secret_access_key": pair.secret}).get_caller_identity()
    return {
        "bodies": sorted(message.body for message in received),
        "left": [queue.attributes["ApproximateNumberOfMessages"], queue.attributes["VisibilityTimeout"]],
        "queues": [one.url.rsplit("/", 1)[1] for one in sqs.queues.filter(QueueNamePrefix="ord")],
        "by name": sqs.get_queue_by_name(QueueName="orders").url == queue.url,
        "item": [sorted(item["sizes"]), list(item["raw"].value), [int(item["deep"]["list"][0]), *item["deep"]["list"][1:]]],
        "batch": len(read["Responses"]["Stock"]),
        "tables": [[one.name, one.item_count, one.table_status] for one in dynamodb.tables.all()],
        "attached": [one.policy_name for one in user.attached_policies.all()],
        "caller": known["Arn"] == user.arn,
    }


print(json.dumps({one.__name__: one for one in (queues, tables, pages, waiters, resources)}[sys.argv[1]]()))
