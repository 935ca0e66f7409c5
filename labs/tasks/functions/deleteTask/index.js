// Deletes a task of the user who is signed in. The user is part of the key: nobody reaches another's task.
const AWS = require('aws-sdk');

const documents = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const key = {
    taskId: event.pathParameters.taskId,
    userId: event.requestContext.authorizer.claims.sub,
  };
  try {
    await documents.delete({ TableName: process.env.TASKS_TABLE, Key: key }).promise();
  } catch (error) {
    console.error(`deleteTask failed: ${error.code}: ${error.message}`);
    return { statusCode: 500, body: JSON.stringify({ error: 'The task could not be deleted' }) };
  }
  return { statusCode: 200, body: JSON.stringify({ message: 'The task is deleted' }) };
};
