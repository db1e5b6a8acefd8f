const response = await fetch(
  'https://api.scriptix.io/api/v3/speech-to-text/session/abc123def456',
  {
    headers: {
      'Authorization': `Bearer ${YOUR_TOKEN}`
    }
  }
);
const session = await response.json();
console.log('Status:', session.status);
