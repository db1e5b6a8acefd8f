curl "https://api.scriptix.io/api/v3/speech-to-text/session?status=completed&offset=0&limit=50" \
-H "Authorization: Bearer YOUR_TOKEN"
