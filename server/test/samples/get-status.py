import requests
url = 'https://api.scriptix.io/api/v3/speech-to-text/session/abc123def456'
headers = {'Authorization': f'Bearer {YOUR_TOKEN}'}
response = requests.get(url, headers=headers)
session = response.json()
print('Status:', session['status'])
