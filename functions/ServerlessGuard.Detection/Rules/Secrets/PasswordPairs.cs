using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Secrets whose name and value are two fields of a file format, or two words of a command.</summary>
internal static class PasswordPairs
{
    /// <summary>Name and value as two fields: Kubernetes environment, CloudFormation parameters, XML attributes, JSON objects.</summary>
    public static Rule NamedValuePair { get; } = new()
    {
        Id = "SG-SEC-209",
        Kind = "secret-pair",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("name:", "name\"", "name'", "name=", "key:", "key\"", "key'", "key=", "variable:", "variable\"", "id\"", "id="),
        Pattern = @"(?:name|key|variable|id)[""\x27]?\s{0,3}[:=]\s{0,3}[""\x27]?[A-Za-z][A-Za-z0-9_.:-]{2,60}[""\x27]?[,;]?\s{0,40}(?:[""\x27]?[A-Za-z]{2,12}[""\x27]?\s?[:=]\s?[""\x27]?[A-Za-z0-9_-]{1,30}[""\x27]?[,;]?\s{0,20})?[""\x27]?(?:parameter)?value[""\x27]?\s{0,3}[:=]\s{0,3}(?:""(?<v>[^""\n\\]{4,80})""|\x27(?<v>[^\x27\n\\]{4,80})\x27|(?<v>[^\s""\x27<>,;{}\\]{4,80}))",
        IgnoreCase = true,
        MaxLength = 256,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.PasswordInPair,
        LabelCheck = SecretNames.PairHoldsSecret,
        Confidence = 0.8,
        Positives = [
            "env:\n- name: SMTP_PASSWORD\n  value: \"«p7-Qm" + "-zt-40w»\"",
            "<add key=\"MailPassword\" value=\"«Gr5!" + "tynb2w»\"/>",
            "{\"ParameterKey\": \"AdminSecret\", \"ParameterValue\": \"«w9-Lf-" + "Xb-77k»\"}",
            "{\"name\":\"API_TOKEN\",\"type\":\"plain\",\"value\":\"«n4Vb8" + "Xc2Qm»\"}",
        ],
        Negatives = [
            "- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef: {name: db, key: password}",
            "<add key=\"PasswordLength\" value=\"12 to 64\"/>",
            "{\"name\": \"colour\", \"value\": \"k9-Lf-Xb-77k\"}",
            "- name: DB_PASSWORD\n  value: $(DB_PASSWORD)",
        ],
    };

    /// <summary>An XML element whose name says that its text is a secret.</summary>
    public static Rule XmlElementSecret { get; } = new()
    {
        Id = "SG-SEC-210",
        Kind = "secret-pair",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "api-key", "api_key", "accesskey", "privatekey", "credential"),
        Pattern = @"[A-Za-z_-]{3,12}[A-Za-z0-9_.:-]{0,30}(?:\s[^<>\n]{0,60})?>\s{0,8}(?<v>[^<>\s][^<>\n]{2,90}[^<>\s])\s{0,8}</",
        IgnoreCase = true,
        MaxLength = 230,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.PasswordInPair,
        LabelCheck = SecretNames.HoldsSecret,
        Confidence = 0.8,
        Positives = [
            "<password>«Gr5!" + "tynb2w»</password>",
            "<server><clientSecret>«w9-Lf-" + "Xb-77k»</clientSecret></server>",
        ],
        Negatives = [
            "<pa" + "sswordVersion>w9-Lf-" + "Xb-77k</passwordVersion>",
            "<password>${env.SMTP_PASSWORD}</password>",
            "<passwordPolicy>min 12 chars, 2 digits</passwordPolicy>",
            "<label class=\"password\">Your password 2</label>",
        ],
    };

    /// <summary>An environment variable that a container file or a shell sets without an equals sign.</summary>
    public static Rule DockerEnvironment { get; } = new()
    {
        Id = "SG-SEC-211",
        Kind = "secret-pair",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ENV ", "ARG ", "setx "),
        Pattern = @"(?:ENV|ARG|setx|SETX)[ \t]{1,4}[A-Za-z_][A-Za-z0-9_]{1,60}[ \t]{1,4}[""\x27]?(?<v>[^\s""\x27$<{%]{4,90})",
        MaxLength = 180,
        RightBoundary = false,
        Check = SecretShape.PasswordInPair,
        LabelCheck = SecretNames.HoldsSecret,
        Confidence = 0.8,
        Positives = [
            "ENV REDIS_PASSWORD «p7-Qm" + "-zt-40w»",
            "setx MAIL_TOKEN «n4Vb8" + "Xc2Qm»",
        ],
        Negatives = [
            "ENV REDIS_PASSWORD p7-Qmexample",
            "ENV REDIS_PASSWORD_FILE /run/secrets/redis4",
            "ENV NODE_VERSION 22.4.1",
            "ENV REDIS_PASSWORD $REDIS",
        ],
    };

    /// <summary>A session identifier in a cookie (RFC 6265), by the names that servers give it.</summary>
    public static Rule SessionCookie { get; } = new()
    {
        Id = "SG-SEC-212",
        Kind = "session-cookie",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("jsessionid=", "phpsessid=", "asp.net_sessionid=", "connect.sid=", "sessionid=", "session_id=", "session=", "sid=", ".aspxauth=", "remember_token="),
        Pattern = @"(?:jsessionid|phpsessid|asp\.net_sessionid|connect\.sid|session_?id|session|sid|\.aspxauth|remember_token)=(?<v>[A-Za-z0-9%][A-Za-z0-9%._~+/=:-]{15,190})",
        IgnoreCase = true,
        MaxLength = 220,
        RightBoundary = false,
        LeftBoundary = false,
        Check = SecretShape.MixedRandom,
        Confidence = 0.75,
        Context = ["cookie", "set-cookie", "cookies"],
        Positives = [
            "Cookie: theme=dark; PHPSESSID=«t5q8" + "m2v7r4k1z9x3c6b0n8»; lang=en",
            "Set-Cookie: connect.sid=«s%3Aw9Lf" + "Xb77kQz31MnP.vTr8aKe2Yd»; Path=/",
        ],
        Negatives = [
            "session=introduction-to-databases-and-search",
            "SESSIONID=none; Path=/",
        ],
    };

    /// <summary>A secret given to a command as an option: <c>--password X</c>, <c>--client-secret=X</c>.</summary>
    public static Rule CommandLineSecret { get; } = new()
    {
        Id = "SG-SEC-213",
        Kind = "command-line-password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("--", "-password ", "-pass ", "/password:", "-storepass ", "-keypass ", "-srcstorepass ", "-deststorepass ", "-destkeypass "),
        Pattern = @"[-/]{1,2}[a-z-]{0,30}(?:password|passwd|pass|passphrase|token|secret|api-?key|access-?key|secret-?key|auth-?key|account-?key)(?:[=:]|\s{1,3}|[ \t]{1,3}\\\r?\n[ \t]{0,8})[""\x27]?(?<v>[^\s""\x27$<{%(\[\\-][^\s""\x27<>\\]{3,90})",
        IgnoreCase = true,
        MaxLength = 180,
        RightBoundary = false,
        Check = SecretShape.PasswordInPair,
        LabelCheck = SecretNames.HoldsSecret,
        Confidence = 0.8,
        Positives = [
            "deploy --user anna --password «p7Qm" + "zt40w» --verbose",
            "az login --client-secret=«w9~Lf" + "Xb77k» --tenant contoso",
            "deploy --user anna --token \\\n    «n4Vb8" + "Xc2Qm» --verbose",
            "keytool -genkeypair -keystore a.p12 -storepass «k2Wq" + "9vLmT» -validity 90",
        ],
        Negatives = [
            "tool --max-token p7Qmzt40w",
            "docker login --password-stdin registry7.contoso.com",
            "deploy --password $PASSWORD1",
            "tool --token-file token7.txt",
            "run --password prompt",
        ],
    };

    /// <summary>A password in a short option of a database client or a similar tool, such as <c>mysql -pX</c>.</summary>
    public static Rule ClientOptionPassword { get; } = new()
    {
        Id = "SG-SEC-214",
        Kind = "command-line-password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("mysql", "mariadb", "redis-cli", "docker login", "sqlcmd", "az login", "ldapsearch", "ldapmodify", "unzip ", "zip ", "7z ", "openssl ", "smbclient", "lftp "),
        Pattern = @"(?:(?:mysql|mysqldump|mysqladmin|mariadb)\s[^\n|;&]{0,100}?-p|redis-cli\s[^\n|;&]{0,80}?-a\s{1,2}|(?:docker|az) login\s[^\n|;&]{0,100}?-p\s{1,2}|sqlcmd\s[^\n|;&]{0,100}?-P\s{0,2}|ldap(?:search|modify)\s[^\n|;&]{0,120}?-w\s{1,2}|(?:un)?zip\s[^\n|;&]{0,40}?-P\s{1,2}|7z\s[^\n|;&]{0,60}?-p|openssl\s[^\n|;&]{0,120}?(?:pass:|-k\s{1,2})|smbclient\s[^\n|;&]{0,60}?-U\s{1,2}[^\s%]{1,40}%|lftp\s[^\n|;&]{0,60}?-u\s{1,2}[^\s,]{1,40},)[""\x27]?(?<v>[^\s""\x27$<{%(-][^\s""\x27]{3,60})",
        MaxLength = 220,
        RightBoundary = false,
        Check = SecretShape.PasswordInPair,
        Confidence = 0.8,
        Positives = [
            "mysql -h db1 -u root -p«Zw4" + "plum19» shop",
            "redis-cli -h cache1 -a «p7Qm" + "zt40w» ping",
            "openssl pkcs12 -in a.p12 -passin pass:«Gr5!" + "tynb2w»",
            "openssl enc -aes-256-cbc -k «m3Rt" + "Yx81Q» -in a -out b",
            "zip -P «h7Kd" + "2Wpz9» a.zip b",
        ],
        Negatives = [
            "mysql -h db1 -u root -p shop",
            "mysql --port 3306 --protocol tcp",
            "redis-cli -a $REDIS_PASSWORD ping",
        ],
    };

    /// <summary>A password as an argument of a call that takes one.</summary>
    public static Rule PasswordArgument { get; } = new()
    {
        Id = "SG-SEC-215",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("setPassword(", "withPassword(", "NetworkCredential(", "PasswordCredentials(", "PasswordAuthentication(", "basicAuth(", "basic_auth(", "BasicAuth(", "login(", "authenticate(", "auth=(", ".auth("),
        Pattern = @"(?:(?:set|with)Password\(\s{0,4}|(?:NetworkCredential|PasswordCredentials|PasswordAuthentication|basic_?auth|login|authenticate|auth=?)\(\s{0,4}[""\x27][^""\x27\n]{0,60}[""\x27]\s{0,2},\s{0,2})[""\x27](?<v>[^""\x27\n\\]{4,80})[""\x27]",
        IgnoreCase = true,
        MaxLength = 190,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.PasswordInPair,
        Confidence = 0.8,
        Positives = [
            "store.setPassword(\"«Zw4" + "plum19»\");",
            "new NetworkCredential(\"anna\", \"«Gr5!" + "tynb2w»\")",
            "requests.get(url, auth=('anna', '«p7Qm" + "zt40w»'))",
        ],
        Negatives = [
            "login(\"anna@contoso.com\")",
            "setPassword(\"\")",
            "authenticate(\"user\", \"password\")",
        ],
    };

    /// <summary>User and password of an Oracle connect string, or of a driver that writes <c>user:password@tcp(host)</c>.</summary>
    public static Rule ConnectPassword { get; } = new()
    {
        Id = "SG-SEC-216",
        Kind = "connection-string-password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("jdbc:oracle:", "sqlplus ", "expdp ", "impdp ", "sqlldr "),
        Pattern = @"(?:jdbc:oracle:[a-z]{2,6}:|(?:sqlplus|expdp|impdp|sqlldr)\s(?:-[A-Za-z]{1,2}\s)?)[A-Za-z][A-Za-z0-9_$#]{0,30}/(?<v>[^\s/@""\x27$<{%]{3,60})@",
        MaxLength = 140,
        RightBoundary = false,
        Check = SecretShape.NotReference,
        Confidence = 0.9,
        Positives = [
            "jdbc:oracle:thin:shop/«pl4m" + "tree»@db1:1521:ORCL",
            "sqlplus -S anna/«Zw4" + "plum19»@prod",
        ],
        Negatives = [
            "jdb" + "c:oracle:thin:shop/" + "xxxxxxxx@db1:1521:ORCL",
            "jdbc:oracle:thin:@db1:1521:ORCL",
            "sqlplus anna/$PASS@prod",
        ],
    };

    /// <summary>A password that a driver's address names before a network, as Go's MySQL driver writes it.</summary>
    public static Rule DriverAddressPassword { get; } = new()
    {
        Id = "SG-SEC-217",
        Kind = "connection-string-password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["@tcp(", "@unix("], 100),
        Pattern = @"[A-Za-z][A-Za-z0-9_.-]{0,30}:(?<v>[^\s@:/""\x27]{3,60})@(?:tcp|unix)\(",
        MaxLength = 110,
        RightBoundary = false,
        Check = SecretShape.NotReference,
        Confidence = 0.9,
        Positives = [
            "dsn := \"shop:«pl4m" + "tree»@tcp(db1:3306)/orders\"",
        ],
        Negatives = [
            "dsn := \"shop@tcp(db1:3306)/orders\"",
            "shop:$PASS@tcp(db1:3306)/",
        ],
    };
}
