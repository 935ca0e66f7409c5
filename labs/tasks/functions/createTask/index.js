// Stores a task of the user who is signed in. The SDK comes with the runtime; nothing has to be packaged.
const { randomUUID } = require('crypto');
const AWS = require('aws-sdk');

const documents = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const { title, description, dueDate, priority } = JSON.parse(event.body);
  const task = {
    taskId: randomUUID(),
    userId: event.requestContext.authorizer.claims.sub,
    title,
    description,
    dueDate,
    priority,
    createdAt: new Date().toISOString(),
    completed: false,
  };
  try {
    await documents.put({ TableName: process.env.TASKS_TABLE, Item: task }).promise();
  } catch (error) {
    console.error(`createTask failed: ${error.code}: ${error.message}`);
    return { statusCode: 500, body: JSON.stringify({ error: 'The task could not be stored' }) };
  }
  return { statusCode: 201, body: JSON.stringify({ taskId: task.taskId }) };
};
