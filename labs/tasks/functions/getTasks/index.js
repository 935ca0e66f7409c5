// Answers the tasks of the user who is signed in.
const AWS = require('aws-sdk');

const documents = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const query = {
    TableName: process.env.TASKS_TABLE,
    // The table is keyed by taskId: without an index by userId, DynamoDB refuses this.
    IndexName: process.env.TASKS_INDEX,
    KeyConditionExpression: 'userId = :userId',
    ExpressionAttributeValues: { ':userId': event.requestContext.authorizer.claims.sub },
  };
  try {
    const { Items } = await documents.query(query).promise();
    return { statusCode: 200, body: JSON.stringify(Items) };
  } catch (error) {
    console.error(`getTasks failed: ${error.code}: ${error.message}`);
    return { statusCode: 500, body: JSON.stringify({ error: 'The tasks could not be read' }) };
  }
};
