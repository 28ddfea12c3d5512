using ServerlessGuard.SourceGraph;

// Prints the graph of the product's folders and the sizes of its files. The first argument is another checkout's root;
// --causes adds what makes each arrow of a cycle. The exit code is 1 when there is a cycle.
var root = args.FirstOrDefault(static arg => !arg.StartsWith('-')) ?? SourceTree.FindRoot(Environment.CurrentDirectory);
return GraphReport.Write(Console.Out, SourceTree.Read(root), args.Contains("--causes"));
