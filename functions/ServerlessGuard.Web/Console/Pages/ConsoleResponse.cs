using ServerlessGuard.Core.Markup;

namespace ServerlessGuard.Web.Console.Pages;

/// <summary>The answer of a page's endpoint. Closed.</summary>
internal abstract record ConsoleResponse
{
    private ConsoleResponse()
    {
    }

    /// <param name="Title">The page's name, plain text.</param>
    /// <param name="Main">The content between header and footer.</param>
    internal sealed record Page(string Title, Html Main) : ConsoleResponse
    {
        public int Status { get; init; } = 200;

        /// <summary>Whether an open page asks again every 3 s and takes over the changed parts.</summary>
        public bool IsLive { get; init; }
    }

    internal sealed record Redirect(ConsoleUrl To) : ConsoleResponse;

    /// <param name="Name">The name under which a browser saves the file: letters, digits, dots and hyphens.</param>
    internal sealed record Download(ReadOnlyMemory<byte> Content, string Type, string Name) : ConsoleResponse;

    /// <param name="Reason">The reason, in a sentence that repeats nothing of the request.</param>
    internal sealed record Refusal(int Status, string Reason) : ConsoleResponse;
}
