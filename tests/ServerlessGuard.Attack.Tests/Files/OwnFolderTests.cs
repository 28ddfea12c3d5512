using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Attack.Tests.Files;

/// <summary>All that a guard keeps is its owner's alone, however the folder was before.</summary>
public sealed class OwnFolderTests
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    [Fact]
    public async Task AnExistingFolder_IsMadePrivate_AndSoIsEveryFileInIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        using var folder = new TemporaryDirectory();
        var data = Path.Combine(folder.Path, "data");
        Share(data, Everybody);
        await using (var guard = await GuardProcess.UpAsync(folder.Path, "--data", data))
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.Path, "a.txt"), "joe@example.com", TestContext.Current.CancellationToken);
            var run = await CommandRun.InAsync(
                folder.Path, "redact", "a.txt", "--action", "tokenise", "--data", data, "-o", "b.txt");
            run.Code.ShouldBe(0);
            OpenToOthers(data).ShouldBeEmpty();
            (await guard.StopAsync()).ShouldBe(0);
        }

        OpenToOthers(data).ShouldBeEmpty();
    }

    [Fact]
    public async Task AFolderThatManyShare_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        using var folder = new TemporaryDirectory();
        var data = Path.Combine(folder.Path, "shared");
        Share(data, Everybody | UnixFileMode.StickyBit);
        var run = await CommandRun.InAsync(folder.Path, "keys", "list", "--data", data);
        run.Code.ShouldBe(1);
        run.Error.ShouldContain("shared by many users");
        Directory.EnumerateFileSystemEntries(data).ShouldBeEmpty();
    }

    private static void Share(string folder, UnixFileMode mode)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, mode);
        }
    }

    /// <summary>The folder where others have any permission, and files that others could read or write once they came in.</summary>
    private static IEnumerable<string> OpenToOthers(string data) =>
        Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Append(data)
            .Where(static path => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            .Select(path => Path.GetRelativePath(data, path));
}
