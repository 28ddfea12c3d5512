using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>
/// Tools that the platform runs by itself (web search, code interpreter, MCP): no call of theirs passes the gateway
/// before it happens, so the request alone can be judged.
/// </summary>
internal static class PlatformTools
{
    public static void Find(JsonObject root, TextFieldCollector content)
    {
        if (root["tools"] is JsonArray tools)
        {
            foreach (var tool in tools)
            {
                foreach (var (name, _) in tool as JsonObject ?? [])
                {
                    TextFieldCollector.RefuseOtherSpelling(name, TextFieldSource.Setting);
                }

                var type = GatewayJson.Text(tool, "type");
                if (type is not ("function" or "custom"))
                {
                    content.PlatformTools.Add(ClientCall.ToolOf(type ?? ""));
                }
            }
        }

        if (root["web_search_options"] is not null)
        {
            content.PlatformTools.Add("web_search");
        }

        if (root["data_sources"] is not null)
        {
            content.PlatformTools.Add("data_sources");
        }
    }
}
