"""The job queue through Dramatiq: RabbitMQ, Redis, or within one process."""
