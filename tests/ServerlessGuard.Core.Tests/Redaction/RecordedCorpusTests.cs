using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Tests.Architecture;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Redaction;

/// <summary>
/// The findings in recorded texts, and what becomes of them, change only where a rule or an action was changed on purpose.
/// The texts were made once from examples of every rule, variations, harmless texts and near misses; they stand in base64, one a line,
/// since many look like live secrets. Whoever changes a result on purpose commits the new results.
/// </summary>
public sealed class RecordedCorpusTests
{
    private const string Folder = "tests/ServerlessGuard.Core.Tests/Redaction/Recorded/";
    private const string Results = "results.tsv";

    /// <summary>The meaning of a result's columns after the findings.</summary>
    private static readonly RedactionPlan[] Plans =
    [
        new() { Personal = GuardAction.Tokenise, Secret = GuardAction.Block, Injection = GuardAction.Hold },
        new()
        {
            Personal = GuardAction.Surrogate,
            Secret = GuardAction.Hash,
            Markup = GuardAction.Neutralise,
            Injection = GuardAction.Drop,
        },
        new() { Personal = GuardAction.Mask, Secret = GuardAction.Mask, Markup = GuardAction.Drop },
    ];

    [Fact]
    public async Task Findings_Actions_AndReplacements_AreTheRecordedOnes()
    {
        var texts = ProductSources.Text(Folder + "texts.base64").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => Encoding.UTF8.GetString(Convert.FromBase64String(line)));
        var actual = texts.Select(Result).ToList();
        actual.Count.ShouldBeGreaterThan(1000);
        actual.Count(static line => line.Contains("SG-", StringComparison.Ordinal)).ShouldBeGreaterThan(600);

        var recorded = ProductSources.Text(Folder + Results).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (!actual.SequenceEqual(recorded))
        {
            var file = Path.Combine(Directory.CreateTempSubdirectory("recorded-").FullName, Results);
            await File.WriteAllLinesAsync(file, actual, TestContext.Current.CancellationToken);
            Assert.Fail($"{Results} would be {file}; new:\n{string.Join('\n', actual.Except(recorded).Take(10))}");
        }
    }

    /// <summary>The text's line, its findings, and for each plan the strictest action with a digest of the redacted text.</summary>
    private static string Result(string text, int index)
    {
        var findings = GuardScanner.Default.Scan(text).Select(static finding => string.Create(
            CultureInfo.InvariantCulture, $"{finding.Rule.Id}@{finding.Start}+{finding.Length}*{finding.Confidence:0.00}"));
        return string.Create(CultureInfo.InvariantCulture, $"{index + 1}\t{string.Join(' ', findings)}\t")
            + string.Join(' ', Plans.Select(plan => Outcome(text, plan)));
    }

    private static string Outcome(string text, RedactionPlan plan)
    {
        var redacted = Redactor.Default.Redact(text, plan, TokenSession.Ephemeral(new SeededEntropy(14)));
        var action = redacted.Applied.Select(static finding => finding.Action).DefaultIfEmpty().Max();
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(redacted.Text)).AsSpan(0, 4));
        return $"{action}:{digest}";
    }
}
