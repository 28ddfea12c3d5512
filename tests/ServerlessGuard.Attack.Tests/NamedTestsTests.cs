using System.Text.Json;
using System.Text.RegularExpressions;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Attack.Tests;

/// <summary>Tests that documents name, and code that the mutations take out, exist.</summary>
public sealed partial class NamedTestsTests
{
    private static readonly HashSet<string> Known = Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
        .Select(static file => Path.GetFileNameWithoutExtension(file))
        .ToHashSet(StringComparer.Ordinal);

    [Theory]
    [InlineData("SECURITY.md")]
    [InlineData("docs/attack.md")]
    public void EveryTestThatADocumentNames_Exists(string document)
    {
        var names = TestName().Matches(File.ReadAllText(Path.Combine(Repository.Root, document)))
            .Select(static match => match.Groups[1].Value)
            .ToList();
        names.Count.ShouldBeGreaterThan(10);
        names.Where(static name => !Known.Contains(name)).ShouldBeEmpty();
    }

    /// <summary>tests/mutations/play.mjs plays them; a cure that was moved or removed is missed here at once.</summary>
    [Fact]
    public void EveryMutation_HasItsPlace_AndItsSuite()
    {
        using var mutations = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "mutations", "mutations.json")));
        var lost = new List<string>();
        foreach (var one in mutations.RootElement.EnumerateArray())
        {
            var source = File.ReadAllText(
                Path.Combine(Repository.Root, "functions", "ServerlessGuard." + one.GetProperty("file").GetString()));
            var suite = one.GetProperty("test").GetString()!.Split(' ')[1].Split('.')[1];
            if (source.Split(one.GetProperty("from").GetString()).Length != 2 || !Known.Contains(suite))
            {
                lost.Add(one.GetProperty("name").GetString()!);
            }
        }

        lost.ShouldBeEmpty();
    }

    [GeneratedRegex(@"`(\w+Tests)(?:\.\w+)?`")]
    private static partial Regex TestName();
}
