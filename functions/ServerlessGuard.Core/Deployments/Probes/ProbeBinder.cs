using System.Text.Json;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Tools;

namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>Makes the suite from a tree without errors.</summary>
internal static class ProbeBinder
{
    public static ProbeSuite Bind(JObject root, string digest) => new()
    {
        Digest = digest,
        Temperature = root.Number("temperature"),
        MaxTokens = (int?)root.Number("max_tokens"),
        Probes = [.. root.Objects("probes").Select(probe => Probe(probe, root.Text("system")))],
    };

    private static Probe Probe(JObject o, string? system) => new()
    {
        Id = o.Text("id")!,
        Kind = PolicyEnumNames.Read(o.Text("kind"), ProbeKind.Golden),
        Quick = o.IsTrue("quick"),
        Messages = Messages(o, o.Text("system") ?? system),
        Tools = Texts(o, "tools"),
        Runs = (int?)o.Number("runs") ?? 1,
        Agreement = PolicyUnits.TryShare(o["agreement"], out var agreement) ? agreement : null,
        Expectation = Expectation(o),
        Pairs = o.Object("pairs") is { } pairs ? Pairs(pairs) : null,
    };

    private static List<ProbeMessage> Messages(JObject o, string? system)
    {
        var written = o.Text("prompt") is { } prompt
            ? [new ProbeMessage("user", prompt)]
            : o.Objects("messages").Select(static m => new ProbeMessage(m.Text("role")!, m.Text("content")!, m.Text("tool"))).ToList();
        return system is null || written[0].Role == "system" ? written : [new ProbeMessage("system", system), .. written];
    }

    private static ProbeExpectation Expectation(JObject o) => new()
    {
        MustContain = Texts(o, "must_contain"),
        MustNotContain = Texts(o, "must_not_contain"),
        Matches = Pattern(o, "matches"),
        MustNotMatch = Pattern(o, "must_not_match"),
        Refuses = o["refuses"] is JValue { Value: bool refuses } ? refuses : null,
        NoPersonalData = o.IsTrue("no_personal_data"),
        NoSecret = o.IsTrue("no_secret"),
        Canary = o.Text("canary"),
        MayCall = o["may_call"] is null ? null : Texts(o, "may_call"),
        MustCall = Texts(o, "must_call"),
        MustNotCall = Texts(o, "must_not_call"),
        Within = o.Duration("within"),
        Schema = o.Object("json_schema") is { } schema ? Compile(schema) : null,
    };

    private static ProbePairs Pairs(JObject o) => new()
    {
        Groups = Texts(o, "groups"),
        Cases = Texts(o, "cases"),
        Favourable = Pattern(o, "favourable")!,
        MostDisparity = PolicyUnits.TryShare(o["most_disparity"], out var most) ? most : 0.2,
    };

    private static CompiledArguments Compile(JObject schema) =>
        CompiledArguments.Compile(JsonElement.Parse(schema.ToString(Formatting.None)));

    private static Regex? Pattern(JObject o, string key) =>
        o.Text(key) is { } pattern ? new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant) : null;

    private static string[] Texts(JObject o, string key) => [.. o.Texts(key).Select(static t => t.Text)];
}

/// <summary>One message of a probe. <see cref="Tool"/> names the tool whose result a message of the role <c>tool</c> is.</summary>
public sealed record ProbeMessage(string Role, string Content, string? Tool = null);
