/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lucene as an engine: CJKAnalyzer's bigrams with positions, phrase queries, exact totals.
 *
 *   java Lucene ARTICLES.tsv STRINGS.txt INDEX-FOLDER THREADS ROUNDS
 *
 * The two files are those bench_literal leaves.  Prints rows as the C benchmarks do.  Articles are in memory before the
 * clock starts.
 */
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;

public class Lucene {
    private static void row(String bench, String measure, double value, String unit) {
        System.out.printf("%s\tLucene CJKAnalyzer\t%s\t%.6g\t%s%n", bench, measure, value, unit);
    }

    /* A string of n characters is n - 1 bigrams in a row; one character alone is a term only where it stands alone. */
    private static Query query(String s) {
        if (s.length() <= 2)
            return new TermQuery(new Term("body", s));
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (int i = 0; i + 2 <= s.length(); i++)
            phrase.add(new Term("body", s.substring(i, i + 2)));
        return phrase.build();
    }

    private static Document document(String line) {
        int tab = line.indexOf('\t');
        Document document = new Document();
        document.add(new StringField("id", line.substring(0, tab), Field.Store.YES));
        document.add(new TextField("body", line.substring(tab + 1), Field.Store.YES));
        return document;
    }

    private static double build(List<String> lines, Path folder, int threads) throws Exception {
        long start = System.nanoTime();
        try (FSDirectory directory = FSDirectory.open(folder);
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new CJKAnalyzer()))) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            for (int t = 0; t < threads; t++) {
                final int first = t;
                pool.submit(() -> {
                    for (int i = first; i < lines.size(); i += threads)
                        writer.addDocument(document(lines.get(i)));
                    return null;
                });
            }
            pool.shutdown();
            pool.awaitTermination(1, TimeUnit.HOURS);
            writer.forceMerge(1);
            writer.commit();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static double bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(f -> f.toFile().length()).sum();
        }
    }

    private static void ask(Path folder, List<String> strings, List<String> lines, int rounds) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(folder))) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setQueryCache(null); /* every string is asked once a round: a cache would measure itself */
            int wrong = 0;
            for (String s : strings)
                if (searcher.count(query(s)) != lines.stream().filter(l -> l.indexOf(s, l.indexOf('\t')) >= 0).count())
                    wrong++;
            row("literal", "strings wrong", wrong, "");
            List<String> longer = new ArrayList<>(strings);
            longer.removeIf(s -> s.length() < 2); /* CJKAnalyzer has no terms for them */
            ThreadMXBean clock = ManagementFactory.getThreadMXBean();
            double[] p50 = new double[rounds], p99 = new double[rounds];
            for (int round = -3; round < rounds; round++) { /* the first three let the compiler finish */
                double[] times = new double[longer.size()];
                for (int i = 0; i < times.length; i++) {
                    long start = clock.getCurrentThreadCpuTime();
                    searcher.count(query(longer.get(i)));
                    times[i] = (clock.getCurrentThreadCpuTime() - start) / 1e6;
                }
                Arrays.sort(times);
                if (round >= 0) {
                    p50[round] = times[times.length / 2];
                    p99[round] = times[times.length * 99 / 100];
                }
            }
            Arrays.sort(p50);
            Arrays.sort(p99);
            row("literal", "p50 of 2-6", p50[rounds / 2], "ms");
            row("literal", "p99 of 2-6", p99[rounds / 2], "ms");
        }
    }

    public static void main(String[] args) throws Exception {
        List<String> lines = Files.readAllLines(Paths.get(args[0]));
        List<String> strings = Files.readAllLines(Paths.get(args[1]));
        int threads = Integer.parseInt(args[3]), rounds = Integer.parseInt(args[4]);
        double megabytes = 0;
        for (String line : lines)
            megabytes += line.substring(line.indexOf('\t') + 1).getBytes("UTF-8").length / 1e6;
        List<Double> seconds = new ArrayList<>();
        Path folder = null;
        for (int i = 0; i < rounds; i++) {
            folder = Paths.get(args[2] + "-" + i);
            seconds.add(build(lines, folder, threads));
        }
        row("build", "first, compiler cold", megabytes / seconds.get(0), "MB/s");
        seconds.sort(null);
        row("build", "rate, " + threads + " threads", megabytes / seconds.get(rounds / 2), "MB/s");
        row("build", "size", bytes(folder) / 1e6, "MB");
        if (!strings.isEmpty())
            ask(folder, strings, lines, rounds);
    }
}
