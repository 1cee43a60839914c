"""The pages people see, rendered on the server; Vietnamese first with English beside it."""
