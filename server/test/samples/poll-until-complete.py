import time
import requests

def poll_until_complete(session_id, token, timeout=600):
    url = f'https://api.scriptix.io/api/v3/speech-to-text/session/{session_id}'
    headers = {'Authorization': f'Bearer {token}'}
    start_time = time.time()
    poll_interval = 5 # seconds
    while True:
        # Check timeout
        if time.time() - start_time > timeout:
            raise TimeoutError('Polling timeout exceeded')
        response = requests.get(url, headers=headers)
        session = response.json()
        if session['status'] == 'completed':
            print('Transcription complete!')
            return session
        elif session['status'] == 'failed':
            raise Exception(f"Transcription failed: {session.get('error')}")
        print(f"Status: {session['status']}, waiting...")
        time.sleep(poll_interval)

# Usage
try:
    session = poll_until_complete('abc123def456', YOUR_TOKEN)
    print('Document ID:', session['document']['id'])
except Exception as e:
    print('Error:', str(e))
