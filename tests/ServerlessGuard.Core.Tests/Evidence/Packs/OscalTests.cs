using System.Text;
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

    /// <summary>That the validator would say something: every kind of rule that the schema has and we could break.</summary>
    [Theory]
    [InlineData("\"state\": \"not-satisfied\"", "\"state\": \"perhaps\"")]
    [InlineData("\"uuid\": \"", "\"uuid\": \"x")]
    [InlineData("\"collected\": \"2026-", "\"collected\": \"26-")]
    [InlineData("\"target-id\": \"log-intact\"", "\"target-id\": \"log intact\"")]
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
