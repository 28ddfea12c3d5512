namespace ServerlessGuard.Benchmarks.FreshText;

/// <summary>One passage of each class of text, in one of its common forms.</summary>
internal static class Sources
{
    private static readonly string[] Levels = ["INFO", "WARN", "DEBUG", "ERROR", "TRACE"];
    private static readonly string[] Types = [
        "int", "string", "List<Claim>", "bool", "decimal", "Map<string, long>", "Task", "&str", "Vec<u8>", "unknown"
    ];

    public static void Chat(Writer w, Language language)
    {
        switch (w.Numbers.Next(3))
        {
            case 0:
                w.Add($"User: ");
                w.Sentence(language);
                w.Add($"\nAssistant: ");
                w.Paragraph(language);
                break;
            case 1:
                w.Add($"[{w.Numbers.Next(24):00}:{w.Numbers.Next(60):00}] {w.Word(language)}: ");
                w.Sentence(language);
                w.Add($"\n");
                break;
            default:
                w.Add($"{{\"role\":\"{(w.Numbers.Chance(50) ? "user" : "assistant")}\",\"content\":\"");
                w.Sentence(language);
                w.Add($"\",\"id\":\"{w.Numbers.Hex(12)}\"}},\n");
                break;
        }
    }

    public static void Log(Writer w)
    {
        var n = w.Numbers;
        for (var lines = n.Between(3, 9); lines > 0; lines--)
        {
            switch (n.Next(5))
            {
                case 0:
                    w.Line(
                        $"{w.Moment()} {n.Pick(Levels)} [{w.Identifier()}] request={w.Uuid()} path=/{w.Identifier()}/{n.Next(100000)} status={n.Pick([200, 201, 304, 404, 500])} ms={n.Next(900)}");
                    break;
                case 1:
                    w.Line(
                        $"10.{n.Next(256)}.{n.Next(256)}.{n.Next(256)} - - [{n.Between(1, 28):00}/Mar/2026:{n.Next(24):00}:{n.Next(60):00}:{n.Next(60):00} +0000] \"GET /{w.Identifier()}/{w.Identifier()}?page={n.Next(40)}&q={w.Identifier()} HTTP/1.1\" 200 {n.Next(90000)} \"-\" \"agent/{w.Version()}\"");
                    break;
                case 2:
                    w.Line(
                        $$"""{"ts":{{1700000000000 + (n.Next(1 << 30) * 40L)}},"level":"{{n.Pick(Levels)}}","trace":"{{n.Hex(32)}}","span":"{{n.Hex(16)}}","msg":"{{w.Word(Language.All[0])}} {{w.Word(Language.All[0])}} {{n.Next(1000)}}","ms":{{n.Next(100000) / 1000.0:0.000}}}""");
                    break;
                case 3:
                    w.Line(
                        $"Mar {n.Between(1, 28)} {n.Next(24):00}:{n.Next(60):00}:{n.Next(60):00} host-{n.Next(90)} {w.Identifier()}[{n.Next(32768)}]: {w.Word(Language.All[0])} {w.Identifier()} 0x{n.Hex(12)} after {n.Next(9000)} ms");
                    break;
                default:
                    w.Line($"\tat {w.Identifier()}.{w.Identifier()}.{w.Identifier()}({w.Identifier()}.java:{n.Next(2000)})");
                    break;
            }
        }
    }

    public static void Code(Writer w)
    {
        var n = w.Numbers;
        switch (n.Next(4))
        {
            case 0:
                w.Line($"public {n.Pick(Types)} {w.Identifier()}({n.Pick(Types)} {w.Identifier()}, {n.Pick(Types)} {w.Identifier()})");
                w.Line($"{"{"}");
                for (var lines = n.Between(2, 8); lines > 0; lines--)
                {
                    w.Line(
                        $"    var {w.Identifier()} = {w.Identifier()}.{w.Identifier()}({w.Identifier()}, {n.Next(5000)}) ?? \"{w.Word(Language.All[0])} {w.Word(Language.All[0])}\";");
                }

                w.Line($"    return {w.Identifier()} <= {n.Next(100)} ? {w.Identifier()} : {w.Identifier()}[{n.Next(16)}];\n{"}"}\n");
                break;
            case 1:
                w.Line(
                    $"def {w.Identifier()}(self, {w.Identifier()}, {w.Identifier()}=None):\n    \"\"\"{w.Word(Language.All[0])} {w.Word(Language.All[0])} {w.Word(Language.All[0])}.\"\"\"");
                w.Line(
                    $"    for {w.Identifier()} in range({n.Next(900)}):\n        self.{w.Identifier()}[{w.Identifier()}] = 0x{n.Hex(8)} ^ {n.Next(1 << 20)}\n    return {w.Identifier()}\n");
                break;
            case 2:
                w.Line(
                    $"SELECT {w.Identifier()}, COUNT(*) AS {w.Identifier()} FROM {w.Identifier()} WHERE {w.Identifier()} BETWEEN {n.Next(10000)} AND {n.Next(90000)} AND {w.Identifier()} = '{w.Word(Language.All[0])}' GROUP BY 1;");
                break;
            default:
                w.Line(
                    $"// {w.Word(Language.All[0])} {w.Word(Language.All[0])} {w.Word(Language.All[0])} {w.Word(Language.All[0])}\nconst {w.Identifier()} = async ({w.Identifier()}) => {"{"} await {w.Identifier()}({w.Identifier()}.{w.Identifier()}, {n.Next(3000)}); {"}"};");
                w.Line(
                    $"export const {w.Identifier()}: Record<string, number> = {"{"} {w.Identifier()}: {n.Next(99999) / 1000.0:0.000}, '{w.Identifier()}': {n.Next(1 << 28)} {"}"};\n");
                break;
        }
    }

    public static void LockFile(Writer w)
    {
        var n = w.Numbers;
        var (name, version) = (w.Identifier().ToLowerInvariant().Replace('_', '-'), w.Version());
        switch (n.Next(4))
        {
            case 0:
                var scoped = n.Chance(40) ? $"@{w.Word(Language.All[0]).ToLowerInvariant()}/{name}" : name;
                w.Line(
                    $"    \"node_modules/{scoped}\": {"{"}\n      \"version\": \"{version}\",\n      \"resolved\": \"https://registry.example/{scoped}/-/{name}-{version}.tgz\",\n      \"integrity\": \"sha512-{n.Base64(64)}\",\n      \"dev\": true,\n      \"license\": \"MIT\",");
                w.Line(
                    $"      \"dependencies\": {"{"}\n        \"@{w.Word(Language.All[0]).ToLowerInvariant()}/{w.Identifier()}\": \"^{w.Version()}\",\n        \"{w.Identifier()}\": \"~{w.Version()}-beta.{n.Next(9)}\"\n      {"}"},\n      \"engines\": {"{"}\n        \"node\": \"^{n.Next(20)}.{n.Next(20)}.0 || >={n.Next(20)}.{n.Next(20)}\"\n      {"}"},\n      \"funding\": {"{"}\n        \"url\": \"https://code.example/sponsors/{w.Identifier()}\"\n      {"}"}\n    {"}"},");
                break;
            case 1:
                w.Line(
                    $"[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = \"registry+https://registry.example/index\"\nchecksum = \"{n.Hex(64)}\"\ndependencies = [\n \"{w.Identifier()}\",\n \"{w.Identifier()}\",\n]\n");
                break;
            case 2:
                w.Line(
                    $"{name}@^{version}:\n  version \"{version}\"\n  resolved \"https://registry.example/{name}/-/{name}-{version}.tgz#{n.Hex(40)}\"\n  integrity sha1-{n.Base64(20)}\n");
                break;
            default:
                w.Line($"{name}=={version} \\\n    --hash=sha256:{n.Hex(64)} \\\n    --hash=sha256:{n.Hex(64)}");
                break;
        }
    }

    public static void Markup(Writer w, Language language)
    {
        var n = w.Numbers;
        switch (n.Next(4))
        {
            case 0:
                w.Add($"<div class=\"{w.Identifier()} col-{n.Next(12)}\" id=\"{w.Identifier()}-{n.Next(999)}\"><p>");
                w.Sentence(language);
                w.Line($"</p><span style=\"width:{n.Next(900)}px\">{w.Number()}</span></div>");
                break;
            case 1:
                w.Add($"## {w.Word(language)} {w.Word(language)}\n\n- **{w.Word(language)}**: ");
                w.Sentence(language);
                w.Line($"\n- `{w.Identifier()}({n.Next(100)})`\n\n| {w.Word(language)} | {w.Number()} | {w.Number()} |\n");
                break;
            case 2:
                w.Line(
                    $"<{w.Identifier()} xmlns:{w.Word(Language.All[0])}=\"urn:{w.Identifier()}:{n.Next(99)}\"><{w.Identifier()} n=\"{w.Number()}\"/><v>{w.Word(language)}</v></x>");
                break;
            default:
                w.Line(
                    $"{w.Identifier()}:\n  - name: {w.Word(language)}\n    {w.Identifier()}: {w.Number()}\n    enabled: true\n  - &id{n.Next(9999)} {w.Word(language)} {w.Word(language)}");
                break;
        }
    }
}
