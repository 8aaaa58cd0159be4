"""What is done without anybody asking, and how often; the worker sees to it."""

SCHEDULES = {
    "publish-due": {"task": "forum.tasks.publish_due", "cron": "*/10 * * * *"},
    "sweep-files": {"task": "forum.tasks.sweep_files", "cron": "20 3 * * *"},
    "forget-sessions": {"task": "accounts.tasks.forget_sessions", "cron": "30 3 * * *"},
    "forget-invitations": {"task": "accounts.tasks.forget_invitations", "cron": "40 3 * * *"},
    "forget-mails": {"task": "accounts.tasks.forget_mails", "cron": "50 3 * * *"},
    "forget-work": {"task": "accounts.tasks.forget_work", "cron": "0 4 * * *"},
    "forget-retries": {"task": "api.tasks.forget_retries", "cron": "10 * * * *"},
}
