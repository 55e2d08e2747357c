import { exchange, PATH, testCheck, violates } from '../support';

const over = (tls: string, url?: string) =>
  exchange({ wire: { head: 'HTTP/1.1 204 No Content\r\n\r\n', tls }, ...(url ? { url } : {}) });

testCheck('request/tls', 'REQ-TLS', {
  needs: ['protocol'],
  holds: { 'TLS 1.2': over('TLSv1.2'), 'TLS 1.3': over('TLSv1.3') },
  breaks: {
    'TLS 1.1': [over('TLSv1.1'), violates(null, 'TLS 1.2 or later', 'TLSv1.1')],
    'TLS 1.0': [over('TLSv1'), violates(null, 'TLS 1.2 or later', 'TLSv1')],
    'SSL 3.0': [over('SSLv3'), violates(null, 'TLS 1.2 or later', 'SSLv3')],
  },
  silent: {
    'a record that says no TLS version': exchange(),
    'another host': over('TLSv1.1', `https://localhost:8443/v1.0${PATH}`),
  },
});
