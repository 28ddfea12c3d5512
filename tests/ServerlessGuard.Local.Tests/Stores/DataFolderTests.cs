using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Stores;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFolderWithoutData_IsGivenTheVersion_AndOpensAgain()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "guard.yaml"), "version: 1");

        DataFolder.Open(_folder.Path);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "logs"));
        DataFolder.Open(_folder.Path);

        File.ReadAllText(Path.Combine(_folder.Path, DataFolder.VersionFile)).ShouldBe(SchemaVersion.Text + "\n");
        Directory.GetFiles(_folder.Path).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("guard.db")]
    [InlineData("secrets.bin")]
    public void DataWithoutAVersion_IsRefused_WithTheFolderAndTheFix(string store)
    {
        File.WriteAllText(Path.Combine(_folder.Path, store), "");

        var refused = Should.Throw<StoreSchemaException>(() => DataFolder.Open(_folder.Path));

        refused.Message.ShouldBe(Refusal(_folder.Path));
        File.Exists(Path.Combine(_folder.Path, DataFolder.VersionFile)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(SchemaVersion.Current - 1)]
    [InlineData(SchemaVersion.Current + 1)]
    public void AnOlderOrNewerVersion_IsRefused(int version)
    {
        File.WriteAllText(Path.Combine(_folder.Path, DataFolder.VersionFile), $"{version}\n");

        Should.Throw<StoreSchemaException>(() => DataFolder.Open(_folder.Path)).Message.ShouldContain($"of schema version {version};");
    }

    [Fact]
    public async Task Up_EndsWithTheRefusal()
    {
        using var guard = GuardProcess.Start(_folder.Path, "up", "--port", "0", "--data", Old());
        guard.StandardInput.Close();
        var error = guard.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Condition.EndsAsync(guard.WaitForExitAsync, "guard up to refuse", () => 0);

        (guard.ExitCode, await error).ShouldBe((1, $"guard: {Refusal(Path.Combine(_folder.Path, "data"))}\n"));
    }

    [Theory]
    [InlineData("keys", "list", "--data")]
    [InlineData("cases", "list", "--data")]
    [InlineData("incident", "list", "--data")]
    [InlineData("content", "holds", "--data")]
    [InlineData("log", "key", "--data")]
    [InlineData("log", "verify", "--data")]
    [InlineData("log", "verify", "--key", "guard+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "--data")]
    [InlineData("trace", "01J00000000000000000000000", "--data")]
    [InlineData("evidence", "--out", "pack", "--data")]
    public async Task ACommandThatReads_EndsWithTheRefusal(params string[] command)
    {
        var run = await CommandRun.InAsync(_folder.Path, [.. command, Old()]);

        (run.Code, run.Error).ShouldBe((1, $"guard: {Refusal(Path.Combine(_folder.Path, "data"))}\n"));
    }

    /// <summary>A folder of a guard that stated no version.</summary>
    private string Old()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "data", "blobs", "log"));
        return "data";
    }

    private static string Refusal(string folder) =>
        $"The data folder {folder} holds data without a schema version; this guard reads version {SchemaVersion.Text} alone and converts "
        + "nothing. Name an empty folder with --data, or delete this one with everything in it.";
}
