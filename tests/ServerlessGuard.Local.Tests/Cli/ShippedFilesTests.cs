using ServerlessGuard.Local.Policies;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Cli;

/// <summary>The program of one file carries what lies beside the others.</summary>
public sealed class ShippedFilesTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ProgramCarries_EveryFileThatItReads_AsItLiesBesideOthers()
    {
        ShippedFiles.WriteTo(_folder.Path);

        var beside = Path.Combine(AppContext.BaseDirectory, "policies");
        ShippedFiles.Folder.ShouldBe(beside);
        var carried = Below(_folder.Path);
        carried.ShouldBe(Below(beside), ignoreOrder: true);
        carried.ShouldAllBe(file => File.ReadAllBytes(Path.Combine(_folder.Path, file))
            .SequenceEqual(File.ReadAllBytes(Path.Combine(Repository.Root, "policies", file))));
    }

    private static List<string> Below(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))];
}
