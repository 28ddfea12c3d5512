using System.Globalization;
using CsCheck;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Testing.Formats;

namespace ServerlessGuard.Core.Tests.Policies;

public sealed class PolicyRevisionTests
{
    private static readonly string[] TopLevel =
    [
        "version: 1",
        "applications:\n  - { id: demo, tier: standard, models: [demo-model, other], callers: [\"key:demo\", \"key:x\"] }\n  - { callers: "
        + "[\"key:y\"], models: [other], id: two, tier: standard, restore: true, tools: [t] }",
        "tiers: { standard: { review: { sample: 5%, sla: 30m }, retain: { content: 7d } } }",
        "tools: { t: { effect: read, arguments: { type: object, properties: { a: { type: number, maximum: 100 }, b: { type: string } } } } }",
        "models: { demo-model: { platform: openai }, other: { platform: openai } }",
        "access: { deploy: [\"group:b\", \"group:a\"] }",
    ];

    // Each pair writes the same meaning twice.
    private static readonly (string From, string To)[] SameMeaning =
    [
        ("sample: 5%", "sample: 0.05"),
        ("sample: 5%", "sample: 5.00%"),
        ("sla: 30m", "sla: 1800s"),
        ("content: 7d", "content: 168h"),
        ("maximum: 100", "maximum: 1e2"),
        ("[demo-model, other]", "[other, demo-model]"),
        ("[\"key:demo\", \"key:x\"]", "['key:x', key:demo]"),
        ("a: { type: number, maximum: 100 }, b: { type: string }", "b: { type: string }, a: { maximum: 100, type: number }"),
        ("standard: {", "standard: { enforce: enforce, stream: buffered, on_guard_failure: closed,"),
        ("sla: 30m }", "sla: 30m, four_eyes: false, on_timeout: deny, hold_above: 1 }"),
        ("callers: [\"key:demo\", \"key:x\"]", "restore: false, tools: [], callers: [\"key:demo\", \"key:x\"]"),
        ("demo-model: { platform: openai }", "demo-model: { deployment: demo-model, platform: openai }"),
        ("[\"group:b\", \"group:a\"]", "[\"group:a\", \"group:b\"], read_content: []"),
        ("tiers: {", "tiers: # a comment\n  {"),
        ("effect: read", "otherwise: deny, untrusted: review, trusted: false, effect: read"),
    ];

    // Fields without a default, the path of each in the canonical form, and the section in the text that holds it.
    private static readonly (string Path, string Section, string Text)[] Optional =
    [
        ("applications.demo.tools", "APPLICATION", "tools: [t]"),
        ("applications.demo.callback", "APPLICATION", "callback: { url: 'https://caller.example/', secret: callback-key }"),
        ("tiers.standard.review.engine", "REVIEW", "engine: rules"),
        ("tiers.standard.input.injection_above", "INPUT", "injection_above: 0.8"),
        ("tools.t.arguments", "TOOL", "arguments: { type: object }"),
        ("tools.t.limit", "TOOL", "limit: 10/h"),
        ("tools.t.from", "TOOL", "from: { to: [user, 'list:payees', 'tool:t#id'] }"),
        ("tools.t.trusted", "TOOL", "trusted: [id, sender]"),
        ("tools.t.always", "TOOL", "always: review"),
        ("tools.t.never_after", "TOOL", "never_after: [t]"),
        ("tools.t.at_most", "TOOL", "at_most: 3"),
        ("tools.t.destinations", "TOOL", "destinations: ['*@corp.example']"),
        ("tools.t.spend", "TOOL", "spend: { argument: amount, most: 1000.5, per: 24h }"),
        ("tools.t.definition", "TOOL", "definition: '0000000000000000000000000000000000000000000000000000000000000000'"),
        ("applications.demo.rules", "APPLICATION", "rules: { t: { effect: send, always: review } }"),
        ("models.demo-model.standby", "MODEL", "standby: spare"),
        ("models.demo-model.endpoint", "MODEL", "endpoint: 'https://models.example/v1'"),
        ("access", "TOP", "access: { deploy: ['group:a'] }"),
        ("connectors", "TOP", "connectors: [{ id: mail, owner: 'user:o', identity: 'app:i', scopes: [read] }]"),
        ("drills.application", "DRILLS", "incident: { application: demo }"),
    ];

    private const string Sections =
        "version: 1\napplications: [{ id: demo, tier: standard, models: [demo-model], callers: ['key:demo'], APPLICATION }]\n"
        + "tiers: { standard: { review: { sample: 5%, REVIEW }, input: { personal: mask, INPUT } } }\n"
        + "tools: { t: { effect: read, TOOL } }\n"
        + "models: { demo-model: { platform: openai, MODEL } }\n"
        + "engines: [{ id: rules, url: 'https://engine.example/', secret: engine-key }]\n"
        + "lists: { payees: [a, b] }\n"
        + "drills: { budget: 2, DRILLS }\nTOP";

    private const string Smallest =
        "version: 1\napplications: [{ id: a, tier: t, models: [m], callers: ['key:a'] }]\ntiers: { t: {} }\n"
        + "models: { m: { platform: openai } }";

    /// <summary>
    /// A field that is not set leaves the canonical form as if the field did not exist: it is the form with every field set, less this one.
    /// </summary>
    [Fact]
    public void Revision_IsThatOfAPolicySchemaWithoutTheFieldsThatAreNotSet() =>
        Gen.Bool.Array[Optional.Length].Sample(
            isSet =>
            {
                var without = Canonical(Text(_ => true));
                foreach (var (path, _, _) in Optional.Where((_, i) => !isSet[i]))
                {
                    var names = path.Split('.');
                    names[..^1].Aggregate(without, static (node, name) => node[name]!).AsObject().Remove(names[^1]).ShouldBeTrue(path);
                }

                Canonical(Text(i => isSet[i])).ToJsonString().ShouldBe(without.ToJsonString());
            },
            iter: 300);

    /// <summary>
    /// A later field that appears in these forms, which do not set it, would change the revision of every policy: see
    /// <see cref="PolicyRevision"/>.
    /// </summary>
    [Theory]
    [InlineData("policy-smallest")]
    [InlineData("policy-every-field")]
    public void CanonicalForms_AndRevisions_AreTheGoldenOnes(string name)
    {
        var yaml = name == "policy-smallest" ? Smallest : Text(static _ => true);

        GoldenFile.ShouldMatch(
            Canonical(yaml).ToJsonString(new() { WriteIndented = true, NewLine = "\n" }) + "\n" + Revision(yaml) + "\n", name + ".txt");
    }

    [Fact]
    public void TheShippedPolicy_HasTheGoldenRevision()
    {
        GoldenFile.ShouldMatch(PolicyLoader.LoadFile(PolicyFiles.Shipped).Policy!.RevisionId + "\n", "policy-shipped.txt");
    }

    private static string Text(Func<int, bool> isSet) => Optional.Select(static o => o.Section).Distinct().Aggregate(
        Sections,
        (text, section) =>
        {
            var set = Optional.Where((o, i) => o.Section == section && isSet(i)).Select(static o => o.Text).ToList();
            return section == "TOP"
                ? text.Replace(section, string.Join('\n', set), StringComparison.Ordinal)
                : text.Replace(section, string.Join(", ", set), StringComparison.Ordinal).Replace(",  }", " }", StringComparison.Ordinal);
        });

    private static System.Text.Json.Nodes.JsonNode Canonical(string yaml)
    {
        var result = PolicyLoader.Load(yaml, "guard.yaml");
        result.Errors.ShouldBeEmpty();
        return PolicyRevision.Canonical(result.Policy!);
    }

    [Fact]
    public void Revision_DoesNotDependOnLayoutOrderCommentsOrWrittenDefaults()
    {
        var expected = Revision(string.Join('\n', TopLevel));
        var change = Gen.Select(Gen.Shuffle(TopLevel), Gen.Shuffle(SameMeaning), Gen.Int[0, SameMeaning.Length], Gen.Bool);

        change.Sample(
            c =>
            {
                var yaml = string.Join(c.Item4 ? "\n\n# between\n" : "\n", c.Item1);
                foreach (var (from, to) in c.Item2.Take(c.Item3))
                {
                    yaml = yaml.Replace(from, to, StringComparison.Ordinal);
                }

                return Revision(c.Item4 ? yaml.ReplaceLineEndings("\r\n") : yaml) == expected;
            },
            iter: 200);
    }

    [Theory]
    [InlineData("sample: 5%", "sample: 6%")]
    [InlineData("maximum: 100", "maximum: 101")]
    [InlineData("restore: true", "restore: false")]
    [InlineData("[\"key:y\"]", "[\"key:z\"]")]
    [InlineData("content: 7d", "content: 8d")]
    [InlineData("maximum: 100", "maximum: 9007199254740993")]
    [InlineData("group:b", "group:c")]
    public void Revision_ChangesWithTheMeaning(string from, string to)
    {
        var yaml = string.Join('\n', TopLevel);

        Revision(yaml.Replace(from, to, StringComparison.Ordinal)).ShouldNotBe(Revision(yaml));
    }

    [Fact]
    public void Revision_TakesAFractionOfZeroAsWhole()
    {
        var yaml = string.Join('\n', TopLevel);

        Revision(yaml.Replace("maximum: 100", "maximum: 100.00", StringComparison.Ordinal)).ShouldBe(Revision(yaml));
    }

    [Fact]
    public void Revision_TellsLargeLimitsApart()
    {
        var yaml = string.Join('\n', TopLevel);

        Revision(yaml.Replace("maximum: 100", "maximum: 9007199254740993", StringComparison.Ordinal))
            .ShouldNotBe(Revision(yaml.Replace("maximum: 100", "maximum: 9007199254740992", StringComparison.Ordinal)));
    }

    [Fact]
    public void Durations_AreShownAsTheyAreRead() =>
        Gen.Select(Gen.Int[1, 999], Gen.Char["smhd"]).Sample(d =>
        {
            PolicyUnits.TryDuration(d.Item1.ToString(CultureInfo.InvariantCulture) + d.Item2, out var duration).ShouldBeTrue();
            PolicyUnits.TryDuration(PolicyUnits.Show(duration), out var again).ShouldBeTrue();
            again.ShouldBe(duration);
        });

    private static string Revision(string yaml)
    {
        var result = PolicyLoader.Load(yaml, "guard.yaml");
        result.Errors.ShouldBeEmpty();
        return result.Policy!.RevisionId;
    }
}
