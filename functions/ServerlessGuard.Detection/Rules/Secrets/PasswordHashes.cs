namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Hashes and tickets from which a password can be guessed.</summary>
internal static class PasswordHashes
{
    /// <summary>bcrypt password hash.</summary>
    public static Rule BcryptHash { get; } = new()
    {
        Id = "SG-SEC-179",
        Kind = "password-hash",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("$2a$", "$2b$", "$2y$", "$2x$"),
        Pattern = @"\$2[abxy]\$[0-9]{2}\$[./A-Za-z0-9]{53}",
        MaxLength = 60,
        LeftBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «$2b" + "$15$h7tuem5XFLYW4iA" + "gyc/c5wpof/Bg11dM4Rx7l/sysuM512SaoBvIN» before Friday.",
            "[«$2" + "b$86$h2ecea2DFJYF5fAsbd/e7a" + "qwf/Df63eA4Dl8q/dbeaH704YagCfHC»]",
        ],
        Negatives = [
            "regression input $2b" + "$15$h7tuem5XFLYW4iAgyc/c5w" + "pof/Bg11dM4Rx7l/sysuM512SaoBvI",
            "regression input #2b" + "$86$h2ecea2DFJYF5fAsbd/e7aq" + "wf/Df63eA4Dl8q/dbeaH704YagCfHC",
        ],
    };

    /// <summary>Argon2 password hash.</summary>
    public static Rule Argon2Hash { get; } = new()
    {
        Id = "SG-SEC-180",
        Kind = "password-hash",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("$argon2"),
        Pattern = @"\$argon2(?:id|i|d)\$(?:v=[0-9]{1,3}\$)?m=[0-9]{1,8},t=[0-9]{1,4},p=[0-9]{1,3}\$[A-Za-z0-9+/=]{8,90}\$[A-Za-z0-9+/=]{16,180}",
        MaxLength = 300,
        LeftBoundary = false,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «$ar" + "gon2id$v=19$m=65536,t=3,p=4$EPx" + "hOEG5T20VXKi98IpnZB$CNkXNOflKkxSP8NhQra4pIDG1PNY3zdM21A9AJG913C» before Friday.",
            "export API_VALUE=«$a" + "rgon2id$v=30$m=64216,t=2,p=0$BPsbEFF7Z49AFDi56" + "IcnME$ENhFBUcbLxbSF9FtAsc5dAAC2FNB4cfF31A6FJO490A»",
        ],
        Negatives = [
            "\"$a" + "rgon2id$v=19$m=65536,t=3,p=4$" + "EPxhOEG5T20VXKi98IpnZB$CNkXNOflK\" was refused",
            "\"#a" + "rgon2id$v=30$m=64216,t=2,p=0$BPsbEFF7Z49AFDi56" + "IcnME$ENhFBUcbLxbSF9FtAsc5dAAC2FNB4cfF31A6FJO490A\" was refused",
        ],
    };

    /// <summary>Unix crypt hash: MD5, SHA-256, SHA-512, apr1, scrypt and yescrypt.</summary>
    public static Rule UnixCryptHash { get; } = new()
    {
        Id = "SG-SEC-181",
        Kind = "password-hash",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("$1$", "$5$", "$6$", "$8$", "$9$", "$7$", "$y$", "$apr1$"),
        Pattern = @"\$(?:1|apr1)\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}|\$5\$(?:rounds=[0-9]{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43}|\$6\$(?:rounds=[0-9]{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{86}|\$[89]\$[./A-Za-z0-9]{14}\$[./A-Za-z0-9]{43}|\$(?:7|y)\$[./A-Za-z0-9]{1,24}(?:\$[./A-Za-z0-9]{1,86})?\$[./A-Za-z0-9]{43}",
        MaxLength = 160,
        LeftBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «$6$" + "3T8tWnNo$aqdGkHAFm4jJFbi0qJPUxR" + "/vq.E4nCHMzJlTMdhMC2Uhd5bF7iTBnrHb4hFzYG2LAD8U/NmiUIbYNcBE./QQlt» before Friday.",
            "config: { \"value\": \"«$6" + "$3I6zFaEw$ccdMbBFAf3dXCdd0fQBBiF/ye.F8eBHOwYeR" + "EfaME4Uqc2bB8eCEadYb0zAdEM6IEF3F/JdaGEeANdFB./AAbc»\" }",
        ],
        Negatives = [
            "$6$" + "3T8tWnNo$aqdGkHAFm4jJFbi0qJPUxR/vq.E4nCHMzJlT" + "MdhMC2Uhd5bF7iTBnrHb4hFzYG2LAD8U/NmiUIbYNcBE./QQl is too short or misspelt",
            "#6$" + "3I6zFaEw$ccdMbBFAf3dXCdd0fQBBiF/ye.F8eBHOwYeRE" + "faME4Uqc2bB8eCEadYb0zAdEM6IEF3F/JdaGEeANdFB./AAbc is too short or misspelt",
        ],
    };

    /// <summary>Password hashes of Django, Werkzeug, LDAP, phpass and PBKDF2.</summary>
    public static Rule FrameworkPasswordHash { get; } = new()
    {
        Id = "SG-SEC-182",
        Kind = "password-hash",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pbkdf2_sha", "pbkdf2:sha", "$pbkdf2-", "scrypt:", "{SSHA", "{SHA}", "$P$", "$H$", "$S$"),
        Pattern = @"pbkdf2_sha(?:1|256|512)\$[0-9]{3,8}\$[A-Za-z0-9]{8,32}\$[A-Za-z0-9+/=]{24,90}|pbkdf2:sha(?:1|256|512)(?::[0-9]{3,8})?\$[A-Za-z0-9]{8,20}\$[0-9a-f]{40,128}|\$pbkdf2-sha(?:1|256|512)\$[0-9]{3,8}\$[A-Za-z0-9./]{8,32}\$[A-Za-z0-9./]{27,90}|scrypt:[0-9]{4,7}:[0-9]{1,3}:[0-9]{1,3}\$[A-Za-z0-9]{8,20}\$[0-9a-f]{128}|\{S?SHA(?:256|512)?\}[A-Za-z0-9+/]{26,128}={0,2}|\$[PH]\$[./A-Za-z0-9]{31}|\$S\$[./A-Za-z0-9]{52}",
        MaxLength = 200,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «pbk" + "df2_sha256$600000$Ebv5HavBY3" + "xcEcMhXzOpu1$o8Nv7lrzeE4tBIntXoA9mIuhJnPUD2FGIifp9DEAf9S=» before Friday.",
            "- value: «pb" + "kdf2_sha256$623033$Bcg7GbeFY3hbEcDuEeEac1" + "$c0Kb8qcjeB8bAFdqFhA4cXibApPKF9CDOyfj6DFEb1C=»",
        ],
        Negatives = [
            "docs mention pbk" + "df2_sha256$600000$Ebv5HavBY3x" + "cEcMhXzOpu1$o8Nv7lrzeE4tBIntXoA9m as a wrong one",
            "docs mention xbk" + "df2_sha256$623033$Bcg7GbeFY3hbEcDuEeEac1$" + "c0Kb8qcjeB8bAFdqFhA4cXibApPKF9CDOyfj6DFEb1C= as a wrong one",
        ],
    };

    /// <summary>Kerberos hash as cracking tools write it.</summary>
    public static Rule KerberosTicket { get; } = new()
    {
        Id = "SG-SEC-183",
        Kind = "kerberos-ticket",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("$krb5asrep$", "$krb5tgs$", "$krb5pa$"),
        Pattern = @"\$krb5(?:asrep|tgs|pa)\$[0-9]{1,2}\$[^\s""\x27]{32,}",
        MaxLength = 8192,
        LeftBoundary = false,
        RightBoundary = false,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «$kr" + "b5asrep$23$6d7bd7ddbbabb23f5f701505d79ccd0c$19e2eb7def" + "1fa645a58a74fffa8cb68d090e3f0563cbd7d7ace07decc3de25afc16a42dc5974f3a3f9e517b7de33c1f275c20c345a957476486059fd» before Friday.",
            "curl -H 'X-Value: «$k" + "rb5asrep$33$3e7bb9eedbeed71d5d430782d77eab9a$42c2cd6bfb1bb186f74c20fcbf2fd65e763a" + "2e0517afa8b2abf28cbfe0ee49dbc02f04df4327f7c9b4c043f2bd88a5f295c20d826d744483940834df»' https://api.example.com/v1",
        ],
        Negatives = [
            "typed $kr" + "b5asrep$23$6d7" + "bd7ddbbabb23f5f701 by mistake",
            "typed #kr" + "b5asrep$33$3e7bb9eedbeed71d5d430782d77eab9a$42c2cd6bfb1bb186f74c20fcbf2fd65e763a" + "2e0517afa8b2abf28cbfe0ee49dbc02f04df4327f7c9b4c043f2bd88a5f295c20d826d744483940834df by mistake",
        ],
    };

    /// <summary>NTLM hash pair as a dump writes it.</summary>
    public static Rule NetNtlmHash { get; } = new()
    {
        Id = "SG-SEC-184",
        Kind = "ntlm-hash",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("aad3b435b51404eeaad3b435b51404ee"),
        Pattern = "aad3b435b51404eeaad3b435b51404ee:(?<v>[0-9a-f]{32})",
        IgnoreCase = true,
        MaxLength = 65,
        Confidence = 0.97,
        Positives = [
            "Rotate Administrator:500:aad3b435b51404eeaad3b435b51404ee:«091" + "30e6ff844" + "397530e629f67e57ba6b»::: before Friday.",
            "found Rotate Administrator:500:aad3b435b51404eeaad3b435b51404ee:«31" + "080c0dd704745" + "199b277f67e29dc7e» in the build log",
        ],
        Negatives = [
            "parser dropped Rotate Adm" + "inistrator:500:aad3b435b51404eeaad3b43" + "5b51404ee:09130e6ff844397530e629f67e57ba6",
            "parser dropped Rotate Adm" + "inistrator:500:aad3b435b51404eeaad3b43" + "5b51404ee:#1080c0dd704745199b277f67e29dc7e",
        ],
    };
}
