using System.Runtime.CompilerServices;

namespace ServerlessGuard.Testing.Formats;

/// <summary>
/// Files that state a format, in the folder <c>Golden</c> beside the test. A test's text must be the file's; one that is missing or differs
/// fails. With <c>GUARD_RENEW_GOLDEN=1</c> such a test writes the file and fails all the same, so that no run that renews passes.
/// </summary>
public static class GoldenFile
{
    private const string Renew = "GUARD_RENEW_GOLDEN";

    public static bool IsRenewing { get; } = Environment.GetEnvironmentVariable(Renew) == "1";

    /// <param name="text">The text that the code gives now, with line feeds.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="test">The test's source file.</param>
    public static void ShouldMatch(string text, string name, [CallerFilePath] string test = "")
    {
        var file = PathOf(name, test);
        var expected = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : null;
        if (text == expected)
        {
            return;
        }

        if (IsRenewing)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            throw new ShouldAssertException($"{file} was renewed. Review the difference, and run the test again without {Renew}.");
        }

        text.ShouldBe(
            expected ?? "",
            $"{file} states a format that is stored or sent. If the change is meant, run the test with {Renew}=1, review the difference, "
            + "and raise SchemaVersion where stores of before cannot be read any more.");
    }

    /// <summary>The path of a golden file.</summary>
    public static string PathOf(string name, [CallerFilePath] string test = "") =>
        Path.Combine(Path.GetDirectoryName(Repository.Source(test))!, "Golden", name);
}
