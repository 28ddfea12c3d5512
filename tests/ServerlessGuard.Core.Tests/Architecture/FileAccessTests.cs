using System.Text.RegularExpressions;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>Files that somebody names are opened by <c>RegularFile</c>, which refuses pipes and devices.</summary>
public sealed partial class FileAccessTests
{
    /// <summary>Folders whose files the guard itself makes, and the class itself.</summary>
    private static readonly string[] Own =
    [
        "functions/ServerlessGuard.Local/Stores/", "functions/ServerlessGuard.Local/Demo/", "functions/ServerlessGuard.Azure/",
        "functions/ServerlessGuard.Functions/", "functions/ServerlessGuard.Simulation/", "functions/ServerlessGuard.Detection/",
        "functions/ServerlessGuard.Core/Ports/RegularFile.cs", "functions/ServerlessGuard.Local/Hosting/ConnectionLimit.cs",
        "functions/ServerlessGuard.Local/Cli/Commands/BenchCommand.cs", "functions/ServerlessGuard.Local/Cli/Commands/TrainCommand.cs",
    ];

    [Fact]
    public void NamedFiles_AreRegular()
    {
        var root = Repository.Root;
        Directory.EnumerateFiles(Path.Combine(root, "functions"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Where(static file => !Own.Any(own => file.StartsWith(own, StringComparison.Ordinal)))
            .Where(file => Opens().IsMatch(File.ReadAllText(Path.Combine(root, file))))
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("File.ReadAllText(path)", true)]
    [InlineData("await File.ReadAllBytesAsync(path)", true)]
    [InlineData("new FileStream(path, FileMode.Open, FileAccess.Read)", true)]
    [InlineData("File.OpenRead(path)", true)]
    [InlineData("RegularFile.OpenRead(path)", false)]
    [InlineData("new FileStream(path, FileMode.OpenOrCreate)", false)]
    public void Finds_WhatOpensAFile(string code, bool opens) => Opens().IsMatch(code).ShouldBe(opens);

    [GeneratedRegex(@"(?<!Regular)\bFile\.(ReadAll|ReadLines|Open(Read|Text|Handle)?\b)|FileMode\.Open\b")]
    private static partial Regex Opens();
}
