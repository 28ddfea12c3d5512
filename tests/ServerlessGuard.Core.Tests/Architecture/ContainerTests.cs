using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>The container is made of what is named exactly: images by digest, packages by lock file.</summary>
public sealed class ContainerTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "Dockerfile"));

    [Fact]
    public void EveryImage_IsNamedByDigest()
    {
        var images = Lines.Where(static line => line.StartsWith("FROM ", StringComparison.Ordinal)).ToList();
        images.Count.ShouldBe(2);
        images.ShouldAllBe(static line => line.Contains("@${", StringComparison.Ordinal) && line.Contains("_DIGEST}"));
        Lines.ShouldNotContain(static line => line.StartsWith("ARG ", StringComparison.Ordinal) && line.Contains('='));
    }

    [Fact]
    public void Packages_AreRestoredAsLocked()
    {
        Lines.ShouldContain(static line => line.Contains("dotnet restore --locked-mode", StringComparison.Ordinal));
        Lines.Where(static line => line.Contains("dotnet publish", StringComparison.Ordinal))
            .ShouldAllBe(static line => line.Contains("--no-restore", StringComparison.Ordinal));
    }
}
