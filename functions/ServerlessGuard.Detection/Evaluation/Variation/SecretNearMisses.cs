namespace ServerlessGuard.Detection.Evaluation.Variation;

/// <summary>Texts that look as if they held a secret, and hold none: 300 of them.</summary>
public static class SecretNearMisses
{
    public const int Count = 300;

    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly Func<SeededNumbers, string>[] Forms =
    [
        // Names that hold no secret.
        static n => $"{Name(n)}_API_KEY_URL: https://api.{Word(n)}.example/v{n.Next(9)}/{Word(n)}/keys",
        static n => $"secretName: {Word(n)}-tls-certificate-{n.Between(2019, 2027)}",
        static n => $"SECRET_ARN=arn:aws:secretsmanager:eu-central-1:{n.Digits(12)}:secret:{Word(n)}-{n.Of(Alphanumeric, 6)}",
        static n => $"tokenizationId: '{n.Hex(32)}'",
        static n => $"primary_key: {n.Hex(24)}\nforeign_key: {n.Hex(24)}",
        static n => $"API_KEY_HEADER=X-{Word(n)}-Api-Key",
        static n => $"token_file_path = \"/var/run/secrets/{Word(n)}/{Word(n)}-{n.Digits(4)}.json\"",
        static n => $"monkey_id: {n.Hex(32)}\nkeyboard_layout: {Word(n)}",
        static n => $"password_policy = \"min{n.Between(8, 20)}-upper-lower-digit\"\npassword_max_age_days = {n.Next(365)}",
        static n => $"PASSWORD_RESET_PATH=/account/{Word(n)}/reset-{n.Digits(3)}",
        static n => $"token_count: {n.Digits(9)}, max_tokens: {n.Digits(5)}, tokenizer: {Word(n)}-{n.Digits(5)}k-base",
        static n => $"partition_key = \"{Word(n)}#{n.Digits(8)}\"; sort_key = \"{Word(n)}#{n.Hex(12)}\"",
        static n => $"secretKeyRef:\n  name: {Word(n)}-credentials\n  key: {Word(n)}-password",
        static n => $"key_fingerprint = \"{string.Join(':', Enumerable.Range(0, 16).Select(_ => n.Hex(2)))}\"",
        static n => $"SHA256:{n.Of(Alphanumeric + "+/", 43)} {Word(n)}@{Word(n)} (ED25519)",
        static n => $"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{n.Of(Alphanumeric + "+/", 43)} {Word(n)}",
        static n => $"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA{n.Of(Alphanumeric, 42)}=\n-----END PUBLIC KEY-----",
        static n => $"public_key: \"{n.Hex(64)}\"",

        // Placeholders, references, examples.
        static n => $"{Name(n)}_TOKEN=<your-{Word(n)}-token>\nPASSWORD=${{{Name(n)}_PASSWORD}}",
        static n => $"api_key = os.environ[\"{Name(n)}_API_KEY\"]\npassword = getpass.getpass(\"{Word(n)}: \")",
        static n => $"password: {{{{ .Values.{Word(n)}.password }}}}\ntoken: $({Word(n)}Token)",
        static n => $"client_secret: !Ref {Word(n)}ClientSecret{n.Next(90)}",
        static n =>
            $"password = \"{n.Pick(["changeme", "password", "xxxxxxxx", "********", "example", "your-password-here", "REPLACE_ME", "todo", "secret", "null"])}\"",
        static n =>
            $"API_KEY=\"{n.Pick(["XXXXXXXXXXXXXXXXXXXXXXXX", "your_api_key_goes_here", "0000000000000000000000000000", "1234567890abcdef1234567890", "AKIAIOSFODNN7EXAMPLE", "sk-xxxxxxxxxxxxxxxxxxxxxxxx", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"])}\" # {Word(n)}",
        static n => $"password: [redacted], token: {new string('*', n.Between(8, 30))}{n.Hex(4)}",

        // Shortened, or of another format.
        static n => $"tokens begin with ghp_{n.Of(Alphanumeric, 6)}… or glpat-{n.Of(Alphanumeric, 4)}...",
        static n => $"the {Word(n)} key ends with {n.Of(Alphanumeric, 4)} and was made on {n.Between(1, 28)} March",
        static n => $"AKIA is a prefix; see AKIA{n.Of("abcdefgh", 16)}",

        // Code and prose.
        static n =>
            $"if (password.Length < {n.Between(8, 20)}) throw new {char.ToUpperInvariant(Word(n)[0])}{Word(n)}Exception(\"password too short\");",
        static n =>
            $"var token = await {Word(n)}.GetTokenAsync(cancellationToken{n.Next(9)});\nsecret = {Word(n)}.secret or {Word(n)}.default_secret",
        static n =>
            $"The password is {n.Pick(["required", "case-sensitive", "stored as a hash", "sent by post", "too short"])} and the token expires after {n.Digits(2)} minutes.",
        static n =>
            $"<label for=\"password-{n.Digits(3)}\">Password</label><input type=\"password\" name=\"{Word(n)}_password\" autocomplete=\"current-password\">",
        static n => $"\"integrity\": \"sha512-{n.Of(Alphanumeric + "+/", 86)}==\"",
        static n => $"ETag: \"{n.Hex(32)}\"\nX-Request-Id: {n.Hex(8)}-{n.Hex(4)}-{n.Hex(4)}-{n.Hex(4)}-{n.Hex(12)}",
        static n => $"commit {n.Hex(40)}\nAuthor: {Word(n)}\n\n    Rotate the {Word(n)} password and token names",
        static n => $"src: url(data:font/woff2;base64,d09GMgABAAAAA{n.Of(Alphanumeric + "+/", 80)})",
        static n => $"--secret id={Word(n)},src=./{Word(n)}.txt --token-ttl {n.Digits(3)}m",
        static n => $"cache_key: {Word(n)}-{n.Hex(16)}\nidempotency-key: {n.Hex(32)}",
        static n => $"jdbc:postgresql://db.{Word(n)}.example:5432/{Word(n)}?user={Word(n)}&ssl=true",
        static n => $"https://{Word(n)}:$TOKEN@git.{Word(n)}.example/{Word(n)}.git",
    ];

    /// <summary>The texts of a seed, each form as often as the others.</summary>
    public static IReadOnlyList<string> Make(ulong seed)
    {
        var numbers = new SeededNumbers(seed);
        return [.. Enumerable.Range(0, Count).Select(i => Forms[i % Forms.Length](numbers))];
    }

    public static bool IsFlagged(IEnumerable<Detected> found, double threshold) =>
        found.Any(d => d.Confidence >= threshold && d.Category == FindingCategory.Secret);

    private static string Word(SeededNumbers n) => n.Pick([
        "orders", "billing", "shop", "claims", "ledger", "report", "media", "search", "portal", "garden", "harbour", "planner", "weather",
        "library"
    ]);

    private static string Name(SeededNumbers n) => Word(n).ToUpperInvariant();
}
