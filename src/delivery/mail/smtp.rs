//! Handing messages to a mail server (RFC 5321), over TLS unless the server
//! is on this machine.

use std::net::{IpAddr, ToSocketAddrs};
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials as Login, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;

use super::header::Mailbox;
use super::send::{Transport, Verdict};
use crate::diag::Diagnostic;

/// For connecting and for every command.
const TIMEOUT: Duration = Duration::from_secs(60);
/// For the answer to a whole message: RFC 5321, 4.5.3.2.6.
const DATA_TIMEOUT: Duration = Duration::from_secs(600);

/// How a connection is protected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Security {
    /// TLS from the first byte (RFC 8314), port 465.
    Implicit,
    /// TLS before anything else is said; a server without it is left.
    StartTls,
    /// None; this machine only.
    Loopback,
}

impl std::fmt::Display for Security {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Implicit => "TLS",
            Self::StartTls => "STARTTLS",
            Self::Loopback => "this machine, without TLS",
        })
    }
}

/// A mail server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Server {
    host: String,
    port: u16,
    security: Security,
}

/// Name and password.
#[derive(Clone)]
pub struct Credentials {
    /// The user.
    pub user: String,
    /// The password.
    pub password: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Credentials({}, ...)", self.user)
    }
}

impl Server {
    /// From `host`, `host:port` or `[address]:port`. `tls` asks for TLS on
    /// this machine too.
    ///
    /// # Errors
    /// What is wrong with the text, in words.
    pub fn parse(text: &str, tls: bool) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no server; write host:port, e.g. mail.example.org:465");
        let (host, port) = match text.strip_prefix('[') {
            Some(rest) => {
                let (host, port) = rest.split_once(']').ok_or_else(wrong)?;
                (host, port.strip_prefix(':'))
            }
            None => match text.rsplit_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (text, None),
            },
        };
        let address = host.parse::<IpAddr>().ok();
        let name = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
        if host.is_empty() || (address.is_none() && !host.bytes().all(name)) {
            return Err(wrong());
        }
        let loopback = address.map_or(host == "localhost", |a| a.is_loopback());
        let port = match port {
            Some(port) => port.parse().ok().filter(|p| *p != 0).ok_or_else(wrong)?,
            None if loopback => 25,
            None => 465,
        };
        let security = match (port, loopback && !tls) {
            (465, _) => Security::Implicit,
            (_, true) => Security::Loopback,
            (_, false) => Security::StartTls,
        };
        Ok(Self { host: host.to_owned(), port, security })
    }

    /// How connections to it are protected.
    pub fn security(&self) -> Security {
        self.security
    }
}

impl std::fmt::Display for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

/// A connection that is made when the first message goes out, and again when
/// the server ends it between two messages.
pub struct Smtp {
    server: Server,
    credentials: Option<Credentials>,
    /// Certificates trusted besides those of the system, PEM.
    trusted: Option<Vec<u8>>,
    connection: Option<SmtpConnection>,
}

/// Why a message did not go out.
enum Failure {
    /// The connection is gone; nothing was handed over.
    Lost(String),
    /// No message will go out.
    Hopeless(Diagnostic),
}

impl Smtp {
    /// A way to a server; nothing is connected yet.
    pub fn new(server: Server, credentials: Option<Credentials>, trusted: Option<Vec<u8>>) -> Self {
        Self { server, credentials, trusted, connection: None }
    }

    /// Connects and logs in.
    fn connect(&mut self) -> Result<SmtpConnection, Diagnostic> {
        let server = &self.server;
        let failed = |what: &str, error: &dyn std::fmt::Display, hint: &str| {
            let message = format!("{server}: {what}: {error}");
            Diagnostic::error("server-unusable", message).hint(hint.to_owned())
        };
        let trust = "the certificate must be valid for that name and signed by an authority that \
                     the system or --smtp-ca trusts";
        let reach = "check server and port; the same command sends what is missing";
        let tls = match server.security {
            Security::Loopback => None,
            _ => Some(self.tls().map_err(|e| failed("no TLS", &e, trust))?),
        };
        let id = ClientId::default();
        let implicit = tls.as_ref().filter(|_| server.security == Security::Implicit);
        // An address that is this machine's must not resolve to another one.
        let addresses: Vec<_> = (server.host.as_str(), server.port)
            .to_socket_addrs()
            .map_err(|e| failed("no such server", &e, reach))?
            .filter(|a| server.security != Security::Loopback || a.ip().is_loopback())
            .collect();
        let connected =
            SmtpConnection::connect(addresses.as_slice(), Some(TIMEOUT), &id, implicit, None);
        let mut connection = connected.map_err(|e| {
            failed("no connection", &words(&e), if e.is_tls() { trust } else { reach })
        })?;
        if let (Some(tls), Security::StartTls) = (&tls, server.security) {
            if !connection.can_starttls() {
                connection.abort();
                let hint = "use port 465, or a server on this machine";
                return Err(failed("no TLS", &"the server does not offer it", hint));
            }
            connection.starttls(tls, &id).map_err(|e| failed("no TLS", &words(&e), trust))?;
        }
        if let Some(Credentials { user, password }) = &self.credentials {
            let login = Login::new(user.clone(), password.clone());
            let hint = "check PRESSBLATT_SMTP_USER and the password";
            connection
                .auth(&[Mechanism::Plain, Mechanism::Login], &login)
                .map_err(|e| failed("no login", &words(&e), hint))?;
        }
        Ok(connection)
    }

    fn tls(&self) -> Result<TlsParameters, Error> {
        let mut builder = TlsParameters::builder(self.server.host.clone());
        if let Some(pem) = &self.trusted {
            builder = builder.add_root_certificate(Certificate::from_pem(pem)?);
        }
        builder.build()
    }

    fn attempt(
        &mut self,
        from: &Mailbox,
        to: &[&Mailbox],
        message: &[u8],
    ) -> Result<Vec<Verdict>, Failure> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.connect().map_err(Failure::Hopeless)?,
        };
        let result = transaction(&mut connection, from, to, message);
        match &result {
            Ok((_, true)) => self.connection = Some(connection),
            _ => connection.abort(),
        }
        result.map(|(verdicts, _)| verdicts)
    }
}

impl Transport for Smtp {
    fn send(
        &mut self,
        from: &Mailbox,
        to: &[&Mailbox],
        message: &[u8],
    ) -> Result<Vec<Verdict>, Diagnostic> {
        // Servers end a connection after some messages or minutes; nothing
        // was handed over then, so one more attempt is safe.
        let fresh = self.connection.is_none();
        let mut result = self.attempt(from, to, message);
        if matches!(result, Err(Failure::Lost(_))) && !fresh {
            result = self.attempt(from, to, message);
        }
        match result {
            Ok(verdicts) => Ok(verdicts),
            Err(Failure::Hopeless(diagnostic)) => Err(diagnostic),
            Err(Failure::Lost(reason)) => {
                let message = format!("{}: the connection ended: {reason}", self.server);
                let hint = "the same command sends what is missing";
                Err(Diagnostic::error("server-unusable", message).hint(hint))
            }
        }
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            let _ = connection.quit();
        }
    }
}

/// One message (RFC 5321, 3.3). The second value tells whether the connection
/// can be used again.
fn transaction(
    connection: &mut SmtpConnection,
    from: &Mailbox,
    to: &[&Mailbox],
    message: &[u8],
) -> Result<(Vec<Verdict>, bool), Failure> {
    let sender = address(from).map_err(Failure::Hopeless)?;
    match connection.command(Mail::new(Some(sender), Vec::new())) {
        Ok(_) => {}
        Err(error) if error.is_permanent() => {
            let message =
                format!("the server refuses the sender {}: {}", from.address(), words(&error));
            let hint = "set `mail: (from: ...)` of the layout to an address you may send from";
            return Err(Failure::Hopeless(Diagnostic::error("sender-refused", message).hint(hint)));
        }
        Err(error) => return Err(Failure::Lost(words(&error))),
    }
    let mut verdicts = Vec::new();
    for mailbox in to {
        let address = address(mailbox).map_err(Failure::Hopeless)?;
        match connection.command(Rcpt::new(address, Vec::new())) {
            Ok(_) => verdicts.push(Verdict::Sent),
            Err(error) => {
                verdicts.push(answer(&error).ok_or_else(|| Failure::Lost(words(&error)))?)
            }
        }
    }
    if !verdicts.contains(&Verdict::Sent) {
        let usable = connection.command(Rset).is_ok();
        return Ok((verdicts, usable));
    }
    if let Err(error) = connection.command(Data) {
        let verdict = answer(&error).ok_or_else(|| Failure::Lost(words(&error)))?;
        let usable = connection.command(Rset).is_ok();
        return Ok((replaced(verdicts, &verdict), usable));
    }
    let _ = connection.set_timeout(Some(DATA_TIMEOUT));
    // The end of the last line belongs to the end of the message.
    let done = connection.message(message.strip_suffix(b"\r\n").unwrap_or(message));
    let _ = connection.set_timeout(Some(TIMEOUT));
    match done {
        Ok(_) => Ok((verdicts, true)),
        Err(error) => match answer(&error) {
            Some(verdict) => {
                let usable = connection.command(Rset).is_ok();
                Ok((replaced(verdicts, &verdict), usable))
            }
            None => Ok((replaced(verdicts, &Verdict::Doubt(words(&error))), false)),
        },
    }
}

/// What a server's refusal means; `None` when it is no answer.
fn answer(error: &Error) -> Option<Verdict> {
    let words = words(error);
    // 421: the server is about to close the connection (RFC 5321, 3.8).
    if error.is_permanent() {
        Some(Verdict::Refused(words))
    } else if error.is_transient() {
        Some(Verdict::Deferred(words))
    } else {
        None
    }
}

/// Those that were accepted get another verdict.
fn replaced(verdicts: Vec<Verdict>, verdict: &Verdict) -> Vec<Verdict> {
    let replace = |old| if old == Verdict::Sent { verdict.clone() } else { old };
    verdicts.into_iter().map(replace).collect()
}

/// An error with its causes, in one line.
fn words(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        cause = inner.source();
    }
    super::header::clean(&text)
}

fn address(mailbox: &Mailbox) -> Result<Address, Diagnostic> {
    let text = mailbox.address();
    text.parse().map_err(|_| {
        Diagnostic::error("bad-address", format!("`{text}` is no address for this server"))
            .hint("write it like `redaktion@example.org`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_goes_without_tls() {
        let security = |text, tls| Server::parse(text, tls).map(|s| (s.to_string(), s.security()));
        for (text, tls, shown, expected) in [
            ("mail.example.org", false, "mail.example.org:465", Security::Implicit),
            ("mail.example.org:587", false, "mail.example.org:587", Security::StartTls),
            ("mail.example.org:25", false, "mail.example.org:25", Security::StartTls),
            ("127.0.0.1:2525", false, "127.0.0.1:2525", Security::Loopback),
            ("localhost", false, "localhost:25", Security::Loopback),
            ("localhost:2525", true, "localhost:2525", Security::StartTls),
            ("[::1]:2525", false, "[::1]:2525", Security::Loopback),
            ("10.0.0.1:25", false, "10.0.0.1:25", Security::StartTls),
            ("localhost.example.org:25", false, "localhost.example.org:25", Security::StartTls),
        ] {
            assert_eq!(security(text, tls), Ok((shown.to_owned(), expected)), "{text}");
        }
        for bad in
            ["", ":25", "a b:25", "host:0", "host:99999", "user@host:25", "smtp://host", "[::1"]
        {
            assert!(Server::parse(bad, false).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        let credentials = Credentials { user: "presse".to_owned(), password: "geheim".to_owned() };
        assert!(!format!("{credentials:?}").contains("geheim"));
    }
}
