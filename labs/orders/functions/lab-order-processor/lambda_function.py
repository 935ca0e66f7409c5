"""Stores each order of a batch in the orders table; the badly formed ones go back to the queue."""

import json
import os
from decimal import Decimal, InvalidOperation

import boto3

sqs = boto3.client("sqs")
table = boto3.resource("dynamodb").Table(os.environ["DYNAMODB_ORDERS_TABLE"])


class BadOrder(Exception):
    pass


def to_item(order):
    try:
        price = Decimal(str(order["price_per_item"]))
    except InvalidOperation:
        raise BadOrder(f"price_per_item is '{order['price_per_item']}', not a number")
    return {
        "id": order["id"],
        "product": order["product"],
        "quantity": order["quantity"],
        "price_per_item": price,
        "total": price * order["quantity"],
    }


def queue_url(record):
    return sqs.get_queue_url(QueueName=record["eventSourceARN"].split(":")[-1])["QueueUrl"]


def lambda_handler(event, context):
    failures = []
    for record in event["Records"]:
        order = json.loads(record["body"])
        try:
            table.put_item(Item=to_item(order))
        except BadOrder as reason:
            failures.append(order["id"])
            print(json.dumps({"rejected": order["id"], "reason": str(reason)}))
            continue
        # A failed batch returns whole to the queue: what is stored must not come back with the rest.
        sqs.delete_message(QueueUrl=queue_url(record), ReceiptHandle=record["receiptHandle"])

    if failures:
        raise BadOrder(f"orders {failures} are badly formed")
    return {"stored": len(event["Records"])}
