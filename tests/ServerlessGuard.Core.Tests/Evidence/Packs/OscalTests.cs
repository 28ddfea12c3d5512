using System.Text;
using System.Text.Json;
using NJsonSchema;
using ServerlessGuard.Core.Evidence.Packs;

namespace ServerlessGuard.Core.Tests.Evidence.Packs;

/// <summary>
/// NIST's schema is not ours to ship: it is read from GUARD_OSCAL_SCHEMA, or from ../shared/data beside the repository.
/// </summary>
public sealed class OscalTests
{
    private const string Name = "oscal-1.2.1-assessment-results.schema.json";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Results_AreValidOscal(bool withFacts)
    {
        var schema = await SchemaAsync();
        var bed = withFacts ? new EvidenceHarness().WithAMonth() : new EvidenceHarness();
        var json = Encoding.UTF8.GetString((await bed.MakeAsync()).Files[PackNames.Oscal]);

        schema.Validate(json).Select(static e => e.ToString()).ShouldBeEmpty();
    }

    /// <summary>The constraints that the schema misses: unique ids, references that resolve, times that span, true hashes.</summary>
    [Fact]
    public async Task Results_MeanWhatTheySay()
    {
        var files = (await new EvidenceHarness().WithAMonth().MakeAsync()).Files;
        var (results, plan, catalog) = (Read(PackNames.Oscal), Read(PackNames.Plan), Read(PackNames.Catalog));
        var uuids = new[] { results, plan, catalog }.SelectMany(static d => All(d, "uuid")).Select(static e => e.GetString()).ToList();
        uuids.ShouldBe(uuids.Distinct());

        foreach (var document in new[] { results, plan })
        {
            var resources = document.EnumerateObject().Single().Value.GetProperty("back-matter").GetProperty("resources");
            var known = resources.EnumerateArray().Select(static r => "#" + r.GetProperty("uuid").GetString()).ToHashSet();
            All(document, "href").Select(static e => e.GetString()!).Where(static h => h.StartsWith('#')).ShouldAllBe(h => known.Contains(h));
            foreach (var link in resources.EnumerateArray().SelectMany(static r => r.GetProperty("rlinks").EnumerateArray()))
            {
                var file = link.GetProperty("href").GetString()!;
                link.GetProperty("media-type").GetString()!.ShouldContain("/");
                if (file != PackNames.Manifest)
                {
                    link.GetProperty("hashes")[0].GetProperty("value").GetString().ShouldBe(PackManifest.Digest(files[file]));
                }
            }
        }

        var import = results.GetProperty("assessment-results").GetProperty("import-ap").GetProperty("href").GetString()![1..];
        results.GetProperty("assessment-results").GetProperty("back-matter").GetProperty("resources").EnumerateArray()
            .Single(r => r.GetProperty("uuid").GetString() == import).GetProperty("rlinks")[0].GetProperty("href").GetString()
            .ShouldBe(PackNames.Plan);
        var ids = All(catalog, "id").Select(static e => e.GetString()!).ToList();
        ids.ShouldBe(ids.Distinct());
        foreach (var name in new[] { "control-id", "objective-id", "target-id" })
        {
            All(results, name).Concat(All(plan, name)).Select(static e => e.GetString()!).ShouldAllBe(i => ids.Contains(i));
        }

        var result = results.GetProperty("assessment-results").GetProperty("results")[0];
        var (start, end) = (result.GetProperty("start").GetString()!, result.GetProperty("end").GetString()!);
        All(result, "collected").Select(static e => e.GetString()!).ShouldAllBe(c => StringComparer.Ordinal.Compare(start, c) <= 0
            && StringComparer.Ordinal.Compare(c, end) <= 0);
        var observations = result.GetProperty("observations").EnumerateArray().Select(static o => o.GetProperty("uuid").GetString()).ToHashSet();
        All(result, "observation-uuid").ShouldAllBe(o => observations.Contains(o.GetString()));

        JsonElement Read(string name) => JsonElement.Parse(files[name]);
    }

    /// <summary>The values of a member anywhere in a document.</summary>
    private static IEnumerable<JsonElement> All(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(m => m.Name == name ? [m.Value] : All(m.Value, name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(e => All(e, name)),
        _ => [],
    };

    /// <summary>That the validator would say something: every kind of rule that the schema has and we could break.</summary>
    [Theory]
    [InlineData("\"state\": \"not-satisfied\"", "\"state\": \"perhaps\"")]
    [InlineData("\"uuid\": \"", "\"uuid\": \"x")]
    [InlineData("\"collected\": \"2026-", "\"collected\": \"26-")]
    [InlineData("\"target-id\": \"log-intact_obj\"", "\"target-id\": \"log intact\"")]
    [InlineData("\"oscal-version\": \"1.2.1\",", "")]
    [InlineData("\"methods\": [", "\"methods\": [\" \", ")]
    [InlineData("\"import-ap\"", "\"import-plan\"")]
    public async Task Results_ThatAreNot_AreRefused(string old, string with)
    {
        var schema = await SchemaAsync();
        var json = Encoding.UTF8.GetString((await new EvidenceHarness().WithAMonth().MakeAsync()).Files[PackNames.Oscal]);
        json.ShouldContain(old.TrimEnd(','), Case.Sensitive);

        schema.Validate(json.Replace(old.TrimEnd(','), with, StringComparison.Ordinal)
            .Replace(",\n    }", "\n    }", StringComparison.Ordinal)).ShouldNotBeEmpty();
    }

    private static async Task<JsonSchema> SchemaAsync()
    {
        var path = Environment.GetEnvironmentVariable("GUARD_OSCAL_SCHEMA")
            ?? Path.Combine(Path.GetDirectoryName(Shipped.File)!, "..", "..", "shared", "data", Name);
        if (!File.Exists(path))
        {
            Assert.Skip($"{Name} is not here: put it into ../shared/data, or name it in GUARD_OSCAL_SCHEMA.");
        }

        return await JsonSchema.FromFileAsync(path, TestContext.Current.CancellationToken);
    }
}
