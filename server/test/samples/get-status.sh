curl https://api.scriptix.io/api/v3/speech-to-text/session/abc123def456 \
-H "Authorization: Bearer YOUR_BATCH_TOKEN"
