"""Puts 20 customer orders into the orders queue; a few have a price that is not a number."""

import json
import os
import random

import boto3

PRODUCTS = ["headphones", "keyboard", "laptop", "monitor", "mouse", "phone", "tablet"]
ORDER_COUNT = 20
SQS_BATCH_SIZE = 10

sqs = boto3.client("sqs")


def make_order(order_id, is_bad):
    return {
        "id": order_id,
        "product": random.choice(PRODUCTS),
        "quantity": random.randint(1, 5),
        "price_per_item": "err" if is_bad else round(random.uniform(10, 900), 2),
    }


def lambda_handler(event, context):
    bad_ids = set(random.sample(range(1, ORDER_COUNT + 1), random.randint(2, 5)))
    orders = [make_order(order_id, order_id in bad_ids) for order_id in range(1, ORDER_COUNT + 1)]

    for start in range(0, ORDER_COUNT, SQS_BATCH_SIZE):
        batch = orders[start : start + SQS_BATCH_SIZE]
        answer = sqs.send_message_batch(
            QueueUrl=os.environ["ORDERS_QUEUE_URL"],
            Entries=[{"Id": str(order["id"]), "MessageBody": json.dumps(order)} for order in batch],
        )
        if answer.get("Failed"):
            raise RuntimeError(f"orders not accepted: {answer['Failed']}")

    print(f"sent {ORDER_COUNT} orders, {len(bad_ids)} of them without a price")
    return {"sent": ORDER_COUNT, "bad": sorted(bad_ids)}
