using System.Text;
using CsCheck;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Tests.Policies;

namespace ServerlessGuard.Core.Tests.Deployments.Probes;

public sealed class ProbeSuiteTests
{
    private const string Broken = """
        version: 1
        sytem: hello
        probes:
          - { id: a, prompt: "x", messages: [{ role: user, content: "y" }], must_contain: ["z"] }
          - { id: a, prompt: "x" }
          - { id: b, prompt: "x", matches: "(?=y)", agreement: 80% }
          - { id: c, prompt: "x", tools: [crm.lookup], must_call: [crm.lokup] }
          - { id: d, prompt: "x", canary: canary-7f3k29qd0w }
          - { id: e, prompt: "for {case}", pairs: { groups: [one, one], favourable: "yes" } }
          - { id: f, prompt: "{group}", runs: 10, pairs: { groups: [one, two], favourable: "yes", most_disparity: 10% } }
          - { id: g, messages: [{ role: tool, content: "y" }], refuses: "yes" }
          - { id: h, prompt: "x", json_schema: { type: object, properties: { a: { const: 1 } } } }
          - { id: I, kind: other, prompt: "x", within: soon, no_secret: true }
        """;

    private const string Errors = """
        s.yaml(2,1): sytem: The key "sytem" is not known here. Did you mean system?
        s.yaml(4,3): probes: No probe is quick: nothing could verify a rollback. Mark the probes that identify a healthy model best with quick: true.
        s.yaml(4,5): probes[0]: A probe has either a prompt or messages. Keep one of the two.
        s.yaml(5,5): probes[1]: Nothing is expected of the answer: every answer would pass. Add an expectation, for example must_contain: ["15 days"] or refuses: true.
        s.yaml(5,11): probes[1].id: The id "a" occurs twice. Keep one; the first is on line 4.
        s.yaml(6,36): probes[2].matches: This pattern is not a regular expression that runs in linear time. Correct its syntax; do without lookarounds, backreferences and atomic groups.
        s.yaml(6,56): probes[2].agreement: One run always agrees with itself. Add runs: 3 or more.
        s.yaml(7,60): probes[3].must_call[0]: The tool "crm.lokup" is not offered. Did you mean crm.lookup?
        s.yaml(8,35): probes[4].canary: None of the probe's messages contains the canary, so it could not come out. Put it into the system text.
        s.yaml(9,43): probes[5].pairs: The prompt does not hold {group}, so every group would be asked the same. Put {group} into the prompt.
        s.yaml(9,59): probes[5].pairs.groups[1]: The group "one" occurs twice. Keep one; the first is on line 9.
        s.yaml(10,107): probes[6].pairs.most_disparity: 10 answers per group cannot show a disparity within 10%, even if all are favourable. Ask at least 35: add runs or cases, or allow more.
        s.yaml(11,25): probes[7].messages[0]: A message of the role tool, and only that, names its tool. Add tool: ID, or remove it.
        s.yaml(11,65): probes[7].refuses: "yes" is not true or false. Use one of: true, false.
        s.yaml(12,75): probes[8].json_schema.properties.a.const: The key "const" is not known here. Known keys: title, description, type, properties, required, additionalProperties, items, enum, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, minLength, maxLength, pattern, minItems, maxItems, uniqueItems, minProperties. Only keywords that the guard enforces are accepted; for const use enum with one value.
        s.yaml(13,11): probes[9].id: "I" is not well formed. Use 1 to 64 lower-case letters, digits, dots, dashes or underscores, starting with a letter or digit.
        s.yaml(13,20): probes[9].kind: "other" is not allowed here. Use one of: injection, leakage, bias, agency, harm, golden.
        s.yaml(13,48): probes[9].within: "soon" is not well formed. Write a whole number and a unit: 10s.
        """;

    public static TheoryData<string> Shipped { get; } = [.. Directory.EnumerateFiles(
        Path.Combine(Path.GetDirectoryName(PolicyFiles.Shipped)!, "probes"), "*.yaml")];

    [Fact]
    public void Reports_EveryErrorAtItsPlace() => string.Join('\n', ProbeSuiteLoader.Load(Broken, "s.yaml").Errors).ShouldBe(Errors);

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Loads_EverySuiteThatShips(string path)
    {
        var result = ProbeSuiteLoader.LoadFile(path);
        result.Errors.ShouldBeEmpty();
        result.Suite.ShouldNotBeNull().Probes.ShouldContain(static p => p.Quick);
    }

    [Fact]
    public void Digest_IsOfTheText()
    {
        var yaml = "version: 1\nprobes:\n  - { id: p, quick: true, prompt: a, refuses: true }\n";
        var digest = Suites.Load(yaml).Digest;
        digest.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(yaml))));
        Suites.Load(yaml + "# more\n").Digest.ShouldNotBe(digest);
    }

    [Theory]
    [InlineData("a: &a [x]\n", "Anchors and aliases are not allowed in a probe suite.")]
    [InlineData("a: !!int 1\n", "Tags are not allowed in a probe suite.")]
    [InlineData("- 1\n", "A probe suite is a mapping.")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "The nesting is deeper than 32.")]
    [InlineData("version: 1\u0007\n", "The character U+0007 is not allowed in a probe suite.")]
    public void Refuses_WhatIsNoSuite(string yaml, string message) =>
        ProbeSuiteLoader.Load(yaml, "s.yaml").Errors.ShouldHaveSingleItem().Message.ShouldBe(message);

    [Fact]
    public void Refuses_ASuiteThatCostsTooManyCalls()
    {
        var yaml = "version: 1\nprobes:\n" + string.Concat(
            Enumerable.Range(0, 26).Select(static i => $"  - {{ id: p{i}, quick: true, prompt: a, refuses: true, runs: 200 }}\n"));
        ProbeSuiteLoader.Load(yaml, "s.yaml").Errors.ShouldHaveSingleItem().Message.ShouldBe("The suite costs 5200 calls.");
    }

    [Fact]
    public void Files_AreParsedAgain_OnceTheyChange()
    {
        using var folder = new ServerlessGuard.Testing.TemporaryDirectory();
        var path = Path.Combine(folder.Path, "claims.yaml");
        var suites = new ProbeSuiteFiles(folder.Path);
        suites.Find(Suites.Model)!.Errors.ShouldHaveSingleItem().Message.ShouldStartWith("The file cannot be read");
        File.WriteAllText(path, AttestationHarness.SuiteText);
        var first = suites.Find(Suites.Model)!.Suite.ShouldNotBeNull();
        suites.Find(Suites.Model)!.Suite.ShouldBeSameAs(first);
        File.WriteAllText(path, AttestationHarness.SuiteText + "# more\n");
        suites.Find(Suites.Model)!.Suite!.Digest.ShouldNotBe(first.Digest);
        File.WriteAllText(path, "nothing");
        suites.Find(Suites.Model)!.Suite.ShouldBeNull();
        File.Delete(path);
        suites.Find(Suites.Model)!.Suite.ShouldBeNull();
        suites.Find(Suites.Model with { Probes = null }).ShouldBeNull();
    }

    [Fact]
    public void Reports_AFileThatIsNotThere() =>
        ProbeSuiteLoader.LoadFile("nowhere.yaml").Errors.ShouldHaveSingleItem().Message.ShouldStartWith("The file cannot be read");

    [Fact]
    public void AnyBytes_GiveASuiteOrErrors()
    {
        var shipped = File.ReadAllBytes(Shipped.First().Data);
        var mutation = Gen.Select(Gen.Int[0, shipped.Length - 1], Gen.Int[0, 40], Gen.Byte.Array[0, 8]);
        mutation.Array[1, 4].Sample(
            mutations =>
            {
                var bytes = shipped.ToList();
                foreach (var (at, removed, added) in mutations)
                {
                    var start = Math.Min(at, bytes.Count);
                    bytes.RemoveRange(start, Math.Min(removed, bytes.Count - start));
                    bytes.InsertRange(start, added);
                }

                var result = ProbeSuiteLoader.Load(bytes.ToArray(), "s");
                return (result.Suite is null) == (result.Errors.Count > 0) && result.Errors.All(static e => e.Line >= 1 && e.Column >= 1);
            },
            iter: 300);
    }
}
