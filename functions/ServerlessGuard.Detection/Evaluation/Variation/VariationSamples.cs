using System.Text;

namespace ServerlessGuard.Detection.Evaluation.Variation;

/// <summary>
/// Families of natural variation times kinds of values, from one seed. A family is a way in which people, formats and machines write a
/// value; no sample is taken from anywhere.
/// </summary>
public static class VariationSamples
{
    private static readonly IReadOnlyList<Wrapping> Neighbours = Wrapping.All(
        "卡号{v}", "密钥{v}请保存", "番号は{v}です", "номер{v}", "هذا {v}، شكرا", "employee_{v}", "_{v}_", "**{v}**", "({v})", "«{v}»", "{label}:{v}",
        "{label}={v};", "|{v}|", "~{v}~", "→{v}←", "x={v}&y=1");

    private static readonly IReadOnlyList<Wrapping> Escapes = Wrapping.All(
        "{\n  \"log\": \"first\\n{v}\\nlast\"\n}", "print(\"{label}\\n{v}\")", "\"a\\t{v}\\t1\"", "{\"name\":\"J\\u00e4{v}\"}",
        "\"text\": \"{label}\\r\\n{v}\\r\\n\"", "```json\n{\"m\": \"x\\n{v}\"}\n```");

    private static readonly IReadOnlyList<Wrapping> Glued = Wrapping.All(
        "{label}: {v}Date of hire", "{label}{v} ", "Employee {label}: {v}Name: J.", "{label}#{v}BIC", "{label}:{v}/end");

    private static readonly IReadOnlyList<Wrapping> Wrappers = Wrapping.All(
        "{\"customer\": {\"value\": \"{v}\", \"n\": 1}}", "customer:\n  {label}: {v}\n  active: true\n", "<row><cell>{v}</cell></row>",
        "<input value='{v}' type=\"text\">", "id;name;value\n7;J;{v}\n", "```\n{v}\n```", "> > {v}",
        "| J | {v} | 3 |", "2026-03-04T10:11:12Z INFO [app] saved {label} {v} in 12 ms", "https://shop.example/find?q={v}&page=2",
        "export VALUE='{v}'", "X-Customer: {v}\r\n", "INSERT INTO t VALUES (7, '{v}', NULL);", "<!-- {v} -->", "* {label} – {v}",
        "Subject: {label} {v}", "curl https://api.example/x -d '{v}'",
        "My {label} is {v}, thanks.", "{v}", "See [{v}](https://example.org)", "\"{v}\"", "{label}\n{v}", "\t{label}:\t{v}\t");

    private static readonly IReadOnlyList<Wrapping> Pairs = Wrapping.All(
        "- name: DB_PASSWORD\n  value: \"{v}\"", "<add key=\"DbPassword\" value=\"{v}\"/>", "<password>{v}</password>",
        "{\"name\": \"ADMIN_PASSWORD\", \"value\": \"{v}\"}", "\"ParameterKey\": \"DBPassword\", \"ParameterValue\": \"{v}\"",
        "ENV DB_PASSWORD {v}",
        "mysql -u root -p{v} shop", "mysqldump --password={v} shop", "tool --password {v} --verbose",
        "curl -u admin:{v} https://shop.example/api", "login(\"admin\", password=\"{v}\")", "jdbc:oracle:thin:scott/{v}@dbhost:1521:ORCL",
        "Server=db;User ID=app;Password={v};", "Server=db;User ID=app;Password={{v}};",
        "The password for the backup account is {v}", "password: {v}", "password = '{v}'", "\"smtpPass\": \"{v}\"",
        "if (password == \"{v}\") {", "spring.datasource.password={v}", "DB_PASSWORD={v}", "postgres://app:{v}@db.internal:5432/shop",
        "Cookie: session={v}abcdef0123456789; theme=dark", "[database]\nuser = app\npassword = {v}\n",
        "ConvertTo-SecureString '{v}' -AsPlainText -Force", "kubectl create secret generic db --from-literal=password={v}",
        "machine db.example login app password {v}", "  password: >-\n    {v}\n", "Passwort: {v}", "mot de passe : {v}", "contraseña: {v}",
        "пароль: {v}", "密码：{v}");

    /// <summary>Every sample of a seed.</summary>
    public static IReadOnlyList<Sample> Make(ulong seed)
    {
        var numbers = new SeededNumbers(seed);
        var samples = new List<Sample>();
        foreach (var make in SampleValueGenerator.Personal.Concat(SampleValueGenerator.Secrets))
        {
            Add(samples, "neighbour", Neighbours, numbers, make, static value => value.HasCheck);
            Add(samples, "escape", Escapes, numbers, make, static value => value.HasCheck);
            Add(samples, "glued", Glued, numbers, make, static _ => true);
            Add(samples, "wrapper", Wrappers, numbers, make, static _ => true, labelled: true);
            AddEncoded(samples, numbers, make);
        }

        foreach (var pair in Pairs)
        {
            for (var round = 0; round < 3; round++)
            {
                samples.Add(pair.Around("pair", "password", FindingCategory.Secret, "", SampleValueGenerator.Password(numbers)));
            }
        }

        Separations.Add(samples, numbers);
        Orders.Add(samples, numbers);
        return samples;
    }

    private static void Add(
        List<Sample> samples, string family, IReadOnlyList<Wrapping> places, SeededNumbers numbers, Func<SeededNumbers, SampleValue> make,
        Func<SampleValue, bool> applies, bool labelled = false)
    {
        foreach (var place in places)
        {
            var value = make(numbers);
            if (applies(value)
                && (!labelled || value.HasCheck || place.Before.Contains("{label}", StringComparison.Ordinal))
                && !IsSwallowed(place, value))
            {
                samples.Add(place.Around(family, value, value.Text));
            }
        }
    }

    // "x_rosa@…" and "номерrosa@…" are addresses of their own; digits directly after a letter or "#" make another number.
    private static bool IsSwallowed(Wrapping place, SampleValue value) =>
        value.Kind == "email" && place.Before.Length > 0 && place.Before[^1] is '_' or '~' or '*' or '#' or 'р'
        || value.Kind is "email" or "uk-nino" or "ip-address" && place.Before.EndsWith("{label}", StringComparison.Ordinal)
        || value.Kind == "email" && place.After.Length > 0 && (char.IsLetterOrDigit(place.After[0]) || place.After[0] == '_')
        || value.Kind == "uk-nino" && place.After.Length > 0 && char.IsAsciiLetterOrDigit(place.After[0])
        || value.Category == FindingCategory.Secret && (place.Before.EndsWith("{label}", StringComparison.Ordinal)
            || (place.After.Length > 0 && char.IsAsciiLetterOrDigit(place.After[0])));

    private static void AddEncoded(List<Sample> samples, SeededNumbers numbers, Func<SeededNumbers, SampleValue> make)
    {
        var secret = make(numbers).Category == FindingCategory.Secret;
        foreach (var (name, encode) in secret ? Encodings.All.Concat(Encodings.OfSecrets) : Encodings.All)
        {
            var value = make(numbers);
            if (value.HasCheck && value.Kind is not ("ip-address" or "phone"))
            {
                var shown = encode(
                    name.StartsWith("base64", StringComparison.Ordinal) && !secret ? value.Label + ": " + value.Text : value.Text);
                samples.Add(Wrapping.Of("config \"{v}\" end").Around("encoded: " + name, value, shown));
            }
        }

        if (secret)
        {
            var value = make(numbers);
            samples.Add(Wrapping.Of("apiVersion: v1\nkind: Secret\ndata:\n  token: {v}\n")
                .Around("encoded: Kubernetes", value, Convert.ToBase64String(Encoding.UTF8.GetBytes(value.Text))));
        }
    }
}
