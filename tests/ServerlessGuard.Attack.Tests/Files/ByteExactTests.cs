using System.Text;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Attack.Tests.Files;

/// <summary>Redacting and restoring with the command line gives back every byte.</summary>
public sealed class ByteExactTests
{
    private static readonly string[] Lines =
    [
        """{"mail":"erika\u0040mailbox.org","city":"m\u00fcnchen","path":"a\/b","n":1.50e2}""",
        """{"mail":"erika@mailbox.org \u00fc \/ x","card":4111111111111111}""",
        """{"card":"4111111111111111","mail":"ERIKA\u0040mailbox.org\u000a"}""",
        "no json, but erika@mailbox.org",
    ];

    [LongTheory]
    [InlineData("a.jsonl", "\n")]
    [InlineData("a.jsonl", "\r\n")]
    [InlineData("a.txt", "\n")]
    public async Task Restore_GivesBackEveryByte(string name, string lineEnd)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryDirectory();
        var original = Encoding.UTF8.GetBytes(string.Join(lineEnd, Lines));
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, name), original, cancel);
        (await CommandRun.InAsync(folder.Path, "redact", name, "--action", "tokenise", "-o", "redacted-" + name)).Code.ShouldBe(0);
        (await CommandRun.InAsync(folder.Path, "restore", "redacted-" + name, "-o", "restored-" + name)).Code.ShouldBe(0);

        (await File.ReadAllTextAsync(Path.Combine(folder.Path, "redacted-" + name), cancel)).ShouldNotContain("erika@");
        (await File.ReadAllBytesAsync(Path.Combine(folder.Path, "restored-" + name), cancel)).ShouldBe(original);
    }
}
