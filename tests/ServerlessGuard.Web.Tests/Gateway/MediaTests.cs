using System.Net;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Pictures, sound and files: a tier blocks them or passes them, counted as unscanned.</summary>
public sealed class MediaTests
{
    /// <summary>Path, request, answer.</summary>
    public static TheoryData<string, string, string> Requests() => new()
    {
        {
            "/v1/chat/completions",
            """{"model":"claims-ft","messages":[{"role":"user","content":[{"type":"text","text":"See"},{"type":"image_url","image_url":{"url":"data:image/png;base64,aGVsbG8="}},{"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]}]}""",
            Chat.Answer("good day")
        },
        {
            "/v1/responses",
            """{"model":"claims-ft","input":[{"role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,aGVsbG8="},{"type":"input_file","file_data":"aGVsbG8="}]}]}""",
            """{"id":"r","object":"response","status":"completed","output":[]}"""
        },
        {
            "/v1/messages",
            Messages.Request("""[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGVsbG8="}},{"type":"document","source":{"type":"url","url":"https://example.org/a.pdf"}}]"""),
            Messages.Answer(Messages.Text("good day"))
        },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Blocks_OrPassesAndCounts(string path, string request, string answer)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(answer);

        using var blocked = await host.PostAsync("live", path, request);
        host.Model.Requests.ShouldBeEmpty();
        var closed = host.Audit.Entries[^1];
        using var passed = await host.PostAsync("media", path, request);

        blocked.Headers.GetValues("Guard-Verdict").ShouldBe(["block"]);
        closed.Facts["reasons"].ShouldBe("content.not-inspectable");
        closed.Facts.ShouldNotContainKey("input.unscanned");
        passed.StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Model.Requests.ShouldHaveSingleItem().Body.ShouldBe(request);
        host.Audit.Entries[^1].Facts["input.unscanned"].ShouldBe("2");
    }

    /// <summary>Servers read a part by its names, whatever its type is or without one, and some take lists beside the content.</summary>
    [Theory]
    [InlineData("user", "[{\"image_url\":{\"url\":\"data:image/png;base64,aGVsbG8=\"}}]", "")]
    [InlineData("assistant", "[{\"image_url\":{\"url\":\"data:image/png;base64,aGVsbG8=\"}}]", "")]
    [InlineData("assistant", "[{\"type\":\"note\",\"video_url\":\"https://example.org/a.mp4\"}]", "")]
    [InlineData("assistant", "[{\"type\":\"image_embeds\",\"image_embeds\":\"aGVsbG8=\"}]", "")]
    [InlineData("user", "\"See\"", ",\"images\":[\"aGVsbG8=\"]")]
    [InlineData("assistant", "\"See\"", ",\"images\":[\"aGVsbG8=\"]")]
    public async Task Blocks_WhatServersReadWithoutAType(string role, string content, string beside)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer("good day"));

        using var response = await host.PostAsync(
            "live", Chat.Path,
            $$"""{"model":"claims-ft","messages":[{"role":"user","content":"Hello"},{"role":"{{role}}","content":{{content}}{{beside}}}]}""");

        host.Model.Requests.ShouldBeEmpty();
    }

    /// <summary>Words that only sound like media are none.</summary>
    [Theory]
    [InlineData("{\"role\":\"assistant\",\"content\":\"See\",\"audio\":null}")]
    [InlineData("{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"the image is in the file\"}]}")]
    public async Task Passes_Texts(string message)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer("good day"));

        using var response = await host.PostAsync(
            "live", Chat.Path, $$"""{"model":"claims-ft","messages":[{"role":"user","content":"Hello"},{{message}}]}""");

        host.Model.Requests.ShouldHaveSingleItem();
    }

    /// <summary>Text beside a picture is judged where pictures pass, and its address is.</summary>
    [Fact]
    public async Task Judges_TextBesideAPicture()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer("good day"));

        using var response = await host.PostAsync(
            "media", Chat.Path,
            """{"model":"claims-ft","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://example.org/?to=erika.mustermann@mailbox.org"}}]}]}""");

        host.Model.Requests.ShouldHaveSingleItem().Body.ShouldNotContain("erika.mustermann@mailbox.org");
    }

    [Fact]
    public async Task Counts_PicturesOfAnAnswer()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(
            """{"id":"r","object":"response","status":"completed","output":[{"type":"image_generation_call","id":"ig_1","status":"completed","result":"aGVsbG8="}]}""");

        using var passed = await host.PostAsync("media", "/v1/responses", """{"model":"claims-ft","input":"Draw"}""");
        using var refused = await host.PostAsync("strict", "/v1/responses", """{"model":"claims-ft","input":"Draw"}""");

        (await passed.TextAsync()).ShouldContain("aGVsbG8=");
        host.Audit.Entries[1].Facts["output.unscanned"].ShouldBe("1");
        (await refused.TextAsync()).ShouldNotContain("aGVsbG8=");
    }
}
