// A program that answers lines with lines, in order, and may be lost on the way.
import {spawn} from "node:child_process";

export class Peer {
    // seconds: how long one answer may take.
    constructor(command, args, seconds) {
        Object.assign(this, {command, args, seconds, child: null});
    }

    // One answer for each request; null where the program ended, or took too long, over that one. It is started anew then.
    async ask(requests) {
        const answers = [];
        while (answers.length < requests.length) {
            const got = await this.#some(requests.slice(answers.length));
            answers.push(...got);
            if (answers.length < requests.length) answers.push(null);
        }
        return answers;
    }

    close() {
        this.child?.kill("SIGKILL");
        this.child = null;
    }

    // The answers up to where the program was lost.
    #some(requests) {
        this.child ??= spawn(this.command, this.args, {stdio: ["pipe", "pipe", "ignore"]});
        const child = this.child;
        const answers = [];
        let rest = "";
        return new Promise((resolve) => {
            let timer;
            const wait = () => {
                clearTimeout(timer);
                timer = setTimeout(() => finish(true), this.seconds * 1000);
            };
            const finish = (lost) => {
                clearTimeout(timer);
                child.removeAllListeners();
                child.stdout.removeAllListeners();
                child.stdin.removeAllListeners();
                child.stdin.on("error", () => {});
                if (lost) this.close();
                resolve(answers);
            };
            child.stdin.on("error", () => {});
            child.on("error", () => finish(true));
            child.on("close", () => finish(true));
            child.stdout.setEncoding("utf8").on("data", (text) => {
                wait();
                const lines = (rest + text).split("\n");
                rest = lines.pop();
                for (const line of lines) answers.push(JSON.parse(line));
                if (answers.length === requests.length) finish(false);
            });
            wait();
            child.stdin.write(requests.map((request) => JSON.stringify(request) + "\n").join(""));
        });
    }
}
