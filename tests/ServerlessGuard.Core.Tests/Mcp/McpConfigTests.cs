using ServerlessGuard.Core.Mcp;

namespace ServerlessGuard.Core.Tests.Mcp;

public sealed class McpConfigTests
{
    [Fact]
    public void Reads_BothKindsOfServers()
    {
        var folder = Path.GetFullPath("settings");
        var loaded = McpConfigLoader.Load(
            """
            version: 1
            servers:
              files: { command: [node, server.js, /data], environment: { TOKEN: MY_TOKEN }, timeout: 5s, prompts: allow }
              wiki: { url: "https://wiki.example.org/mcp", credential: WIKI_TOKEN, applications: [assistant], resources: allow }
            """,
            Path.Combine(folder, "mcp.yaml"));

        loaded.Errors.ShouldBeEmpty();
        var (files, wiki) = (loaded.Config!.Servers["files"], loaded.Config.Servers["wiki"]);
        files.Command.ShouldBe(["node", "server.js", "/data"]);
        (files.Directory, files.Timeout, files.Prompts, files.Resources).ShouldBe((folder, TimeSpan.FromSeconds(5), true, false));
        files.Environment["TOKEN"].ShouldBe("MY_TOKEN");
        (files.Sampling, files.Elicitation, files.Admits("anybody")).ShouldBe((false, false, true));
        (wiki.Url!.Host, wiki.Credential, wiki.Directory, wiki.Timeout).ShouldBe(
            ("wiki.example.org", "WIKI_TOKEN", null, McpServerConfig.DefaultTimeout));
        (wiki.Admits("assistant"), wiki.Admits("other")).ShouldBe((true, false));
        wiki.PolicyName("search").ShouldBe("wiki.search");
    }

    [Theory]
    [InlineData("files: {}", "A server is a program or an address.")]
    [InlineData("files: { command: [a], url: \"https://a.example/\" }", "A server is a program or an address.")]
    [InlineData("files: { url: \"http://a.example/\" }", "The address is not one that the guard calls.")]
    [InlineData("files: { url: \"https://user@a.example/\" }", "The address is not one that the guard calls.")]
    [InlineData("files: { url: \"file:///etc/passwd\" }", "The address is not one that the guard calls.")]
    [InlineData("files: { url: \"https://a.example/\", directory: /tmp }", "directory is for a server that is a program.")]
    [InlineData("files: { command: [a], credential: TOKEN }", "credential is for a server at an address.")]
    [InlineData("Files: { command: [a] }", "")]
    [InlineData("a_b: { command: [a] }", "")]
    [InlineData("files: { command: [] }", "")]
    [InlineData("files: { command: [a], environment: { TOKEN: \"sk-not a name\" } }", "")]
    [InlineData("files: { command: [a], timeout: 0s }", "")]
    [InlineData("files: { command: [a], trusted: true }", "")]
    public void Refuses_WithThePlace(string server, string message)
    {
        var loaded = McpConfigLoader.Load($"version: 1\nservers:\n  {server}\n", "mcp.yaml");

        loaded.Config.ShouldBeNull();
        loaded.Errors.ShouldNotBeEmpty();
        loaded.Errors.ShouldAllBe(static error => error.Line == 3);
        loaded.Errors[0].ToString().ShouldContain(message);
    }

    [Fact]
    public void AMissingFile_IsAnError() => McpConfigLoader.LoadFile("/no/such/mcp.yaml").Errors.ShouldHaveSingleItem();
}
