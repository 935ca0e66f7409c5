"""Real work through boto3 against the cloud at AWS_ENDPOINT; prints one JSON object of what it saw."""

import json
import os
import sys
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botocore.config import Config
from botocore.exceptions import ClientError

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


print(json.dumps({"queues": queues, "tables": tables}[sys.argv[1]]()))
